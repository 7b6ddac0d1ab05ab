import type { ClientSettings } from '../config/settings.js';
import type { Organization } from '../organizations/organization.js';
import type { LogEntry } from './event-log.js';
import type { EventSelection } from './event-selection.js';
import { EventStream } from './event-stream.js';
import { entryText, greeting, heartbeat, resetText } from './event-text.js';

/** One who listens: what it wants and may hear of, and the way to it. */
export class Listener {
  readonly stream = new EventStream();

  constructor(
    readonly client: ClientSettings,
    private readonly selection: EventSelection,
    /** Monotonic clock. */
    readonly openedAtMs: number,
  ) {}

  /** Begins where the listener stopped, when everything since then is known; `missed` undefined means that it is not. */
  begin(lastId: string, missed: readonly LogEntry[] | undefined, visible: readonly Organization[]): void {
    const own = missed?.filter((entry) => this.isAbout(entry, visible));
    // What happened before an organization was looked at again, or while nobody did, is not known.
    if (own?.every(({ change }) => change !== undefined) !== true) return this.stream.send(resetText(lastId));
    for (const entry of own) this.hear(entry, visible);
    this.stream.send(greeting(lastId));
  }

  /** Of the organizations it may see, those it wants to hear of. */
  follows(visible: readonly Organization[]): readonly Organization[] {
    const { organizationIds } = this.selection;
    return organizationIds === undefined ? visible : visible.filter(({ id }) => organizationIds.has(id));
  }

  /** Sends an entry that is about what it may see now, as far as it is selected. */
  hear(entry: LogEntry, visible: readonly Organization[]): void {
    if (this.isAbout(entry, visible) && this.wants(entry)) this.stream.send(entryText(entry));
  }

  beat(lastId: string): void {
    this.stream.send(heartbeat(lastId));
  }

  private isAbout({ organizationId }: LogEntry, visible: readonly Organization[]): boolean {
    const { organizationIds } = this.selection;
    if (organizationIds?.has(organizationId) === false) return false;
    return visible.some(({ id }) => id === organizationId);
  }

  private wants({ change }: LogEntry): boolean {
    if (change === undefined) return true;
    const { types, statuses } = this.selection;
    const { type, status } = change.job;
    return (
      (types.length === 0 || types.some((name) => name === type)) &&
      (statuses.length === 0 || statuses.some((name) => name === status))
    );
  }
}

import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import type { Caller } from '../auth/caller.js';
import { Clock, type Cancel } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import type { Follower, Look } from '../watch/look.js';
import { WatchService } from '../watch/watch.service.js';
import { EventLog, type LogEntry } from './event-log.js';
import type { EventSelection } from './event-selection.js';
import type { EventStream } from './event-stream.js';
import { Listener } from './listener.js';
import { StandingRights } from './standing-rights.js';

const BEAT_MS = 15_000;
/** After this time a listener has to come back, and prove again who it is. */
const LONGEST_MS = 60 * 60_000;
const MOST_PER_CLIENT = 100;

/** Everybody who listens, and what there is to hear. */
@Injectable()
export class EventsService implements Follower, OnModuleInit, OnModuleDestroy {
  private readonly log = new EventLog();
  private readonly listeners = new Set<Listener>();
  private isEnding = false;
  private cancel: Cancel | undefined;

  constructor(
    private readonly watch: WatchService,
    private readonly rights: StandingRights,
    private readonly clock: Clock,
  ) {}

  get listenerCount(): number {
    return this.listeners.size;
  }

  onModuleInit(): void {
    this.watch.follow(this);
  }

  /** Streams end before the server closes, which waits for its answers. */
  onModuleDestroy(): void {
    this.isEnding = true;
    this.cancel?.();
    for (const { stream } of this.listeners) stream.finish();
  }

  /** A stream from now on, or from behind `lastEventId`. Throws `rate-limited` when the client listens too often. */
  open(
    { client, organizations }: Caller,
    selection: EventSelection,
    lastEventId: string | undefined,
  ): EventStream {
    this.makeSureOfRoom(client.name);
    const listener = new Listener(client, selection, this.clock.monotonicMs());
    listener.stream.once('close', () => this.leave(listener));
    const { lastId } = this.log;
    const missed = lastEventId === undefined ? [] : this.log.after(lastEventId);
    this.listeners.add(listener);
    listener.begin(lastId, missed, organizations);
    this.cancel ??= this.clock.after(BEAT_MS, () => this.beat());
    this.watch.refresh();
    return listener.stream;
  }

  organizations(): readonly Organization[] {
    const followed = [...this.listeners].flatMap((listener) =>
      listener.follows(this.rights.organizationsOf(listener.client) ?? []),
    );
    return [...new Set(followed)];
  }

  onLook({ organization, changes, isFirst }: Look): void {
    if (isFirst) this.tell(this.log.add(organization.id));
    for (const change of changes) this.tell(this.log.add(organization.id, change));
  }

  onLost(organization: Organization): void {
    this.tell(this.log.add(organization.id));
  }

  private tell(entry: LogEntry): void {
    for (const listener of this.listeners) {
      // By what its client may see now: a reload may have taken something away.
      const visible = this.rights.organizationsOf(listener.client);
      if (visible === undefined) listener.stream.finish();
      else listener.hear(entry, visible);
    }
  }

  private beat(): void {
    this.cancel = this.clock.after(BEAT_MS, () => this.beat());
    const nowMs = this.clock.monotonicMs();
    const { lastId } = this.log;
    for (const listener of this.listeners) {
      const isOver = nowMs - listener.openedAtMs >= LONGEST_MS;
      if (isOver || this.rights.organizationsOf(listener.client) === undefined) listener.stream.finish();
      else listener.beat(lastId);
    }
    this.watch.refresh();
  }

  private leave(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) {
      this.cancel?.();
      this.cancel = undefined;
    }
    this.watch.refresh();
  }

  private makeSureOfRoom(clientName: string): void {
    if (this.isEnding)
      throw new AppError('overloaded', 'The service is shutting down.', { retryAfterSeconds: 5 });
    const own = [...this.listeners].filter(({ client }) => client.name === clientName).length;
    if (own >= MOST_PER_CLIENT)
      throw new AppError('rate-limited', `A client may listen ${MOST_PER_CLIENT} times at once.`, {
        retryAfterSeconds: 60,
      });
  }
}

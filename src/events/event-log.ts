import { randomBytes } from 'node:crypto';

import type { OrganizationId } from '../organizations/organization.js';
import type { JobChange } from '../watch/job-change.js';
import { PlaceSeal } from './place-seal.js';

/** One change, or, without one, a moment from which on an organization's changes are known, or no longer are. */
export interface LogEntry {
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly change: JobChange | undefined;
}

const MOST_CHANGES = 1_000;
/** Beginnings and ends are few; this bounds them where nothing ever changes. */
const MOST_ENTRIES = 5_000;

/**
 * The last thousand changes, each with an id that no other process and no other life of this one has. Ids are
 * random, so that nobody can count the changes he may not see.
 */
export class EventLog {
  private readonly entries: LogEntry[] = [];
  private readonly seal = new PlaceSeal();
  private changes = 0;
  /** The place before the oldest entry. */
  private beginning = newId();

  add(organizationId: OrganizationId, change?: JobChange): LogEntry {
    const entry = { id: newId(), organizationId, change };
    this.entries.push(entry);
    this.changes += change === undefined ? 0 : 1;
    while (this.changes > MOST_CHANGES || this.entries.length > MOST_ENTRIES) this.dropOldest();
    return entry;
  }

  /** The place behind everything that is known; written anew each time it is read, for whoever may not see what moved it. */
  get lastId(): string {
    return this.seal.seal(this.entries.at(-1)?.id ?? this.beginning);
  }

  /** What came after a place; undefined when the place is not, or no longer, known. */
  after(id: string): readonly LogEntry[] | undefined {
    const place = this.seal.open(id) ?? id;
    if (place === this.beginning) return this.entries;
    const index = this.entries.findLastIndex((entry) => entry.id === place);
    return index === -1 ? undefined : this.entries.slice(index + 1);
  }

  private dropOldest(): void {
    const oldest = this.entries.shift();
    if (oldest === undefined) return;
    this.beginning = oldest.id;
    this.changes -= oldest.change === undefined ? 0 : 1;
  }
}

function newId(): string {
  return randomBytes(12).toString('base64url');
}

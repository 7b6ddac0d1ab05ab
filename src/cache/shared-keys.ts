import type { OrganizationId } from '../organizations/organization.js';
import type { CopyKey } from './copy-key.js';

/** Changes whenever an entry, or the shape of any value in one, changes: replicas of two versions then share nothing. */
export const FORMAT_VERSION = 2;

const PREFIX = 'backup-jobs';

/** Where replicas tell each other what was dropped. Without a version, so that replicas of all versions hear it. */
export const PURGE_CHANNEL = `${PREFIX}:purged`;

/** Holds the epoch of an organization: it changes with every purge. */
export function epochKey(id: OrganizationId): string {
  return `${PREFIX}:epoch:${id}`;
}

/** Where a copy lies in Redis. `limits` are those of our settings that shape a value: others would read it otherwise. */
export function entryKey(key: CopyKey, limits: number): string {
  return `${PREFIX}:copy:${FORMAT_VERSION}:${limits}:${key}`;
}

/** Held by the replica that asks the upstream for a copy. */
export function lockKey(key: CopyKey, limits: number): string {
  return `${PREFIX}:lock:${FORMAT_VERSION}:${limits}:${key}`;
}

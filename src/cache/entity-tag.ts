import { createHash } from 'node:crypto';

/** Members that may differ between answers that say the same. */
const VOLATILE = new Set(['fetchedAt', 'state', 'backupAgeSeconds', 'retryAfterSeconds']);

/** A weak entity tag, RFC 9110 section 8.8.3: the same for the same data, whatever its age and whichever copy it came from. */
export function entityTagOf(body: object): string {
  const steady = JSON.stringify(
    body,
    function steadyMember(this: unknown, name: string, value: unknown): unknown {
      if (VOLATILE.has(name)) return undefined;
      return name === 'error' && isStale(this) ? undefined : value;
    },
  );
  return `W/"${createHash('sha256').update(steady).digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names the tag; weak comparison, RFC 9110 section 13.1.2. */
export function matchesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return (
    ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((candidate) => opaqueTag(candidate) === opaqueTag(tag))
  );
}

function opaqueTag(text: string): string {
  return text.trim().replace(/^W\//, '');
}

function isStale(holder: unknown): boolean {
  return typeof holder === 'object' && holder !== null && 'state' in holder && holder.state === 'stale';
}

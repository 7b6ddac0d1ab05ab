import { createHash } from 'node:crypto';

/** Members that may differ between answers that say the same. */
const VOLATILE = new Set(['fetchedAt', 'state', 'backupAgeSeconds', 'retryAfterSeconds']);

/** Any of them as the name of a member: within a JSON text its quotes stand nowhere else so. */
const VOLATILE_MEMBER = new RegExp(`"(?:${[...VOLATILE].join('|')})":`);

/** An answer as it is sent, and the tag of what it says. */
export interface TaggedText {
  readonly text: string;
  readonly entityTag: string;
}

/**
 * Writes an answer, with a weak entity tag, RFC 9110 section 8.8.3: the same for the same data, whatever its age and
 * whichever copy it came from. Only what has members that may differ is written twice: a list of jobs has none.
 */
export function writeTagged(body: object): TaggedText {
  const hash = createHash('sha256');
  const members: string[] = [];
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    const text = JSON.stringify({ [name]: value }).slice(1, -1);
    if (text !== '') members.push(text);
    hash.update(VOLATILE_MEMBER.test(text) ? JSON.stringify({ [name]: value }, steadyMember) : text);
  }
  const tag = hash.digest('base64url').slice(0, 27);
  return { text: `{${members.join(',')}}`, entityTag: `W/"${tag}"` };
}

/** What a serializer writes of a member: nothing of what may differ, nor of why a copy is old. */
function steadyMember(this: unknown, name: string, value: unknown): unknown {
  if (VOLATILE.has(name)) return undefined;
  return name === 'error' && isStale(this) ? undefined : value;
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

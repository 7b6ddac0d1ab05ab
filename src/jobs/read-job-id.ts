import { type Members, readMembers } from './read-members.js';
import { copyText, MAX_TEXT_LENGTH } from './read-text.js';
import { readUtcTime } from './read-utc-time.js';

const CONTROL_CHARACTER = /\p{Cc}/u;
const DATED_ID = /^[a-z]{4}(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})/i;

/** The id of a record, trimmed, at most 200 characters; undefined when it has none that can be shown and asked for again. */
export function readJobId(members: Members): string | undefined {
  const given = members.get('jobid');
  // A number past 2^53 has lost digits, and two jobs could come to share it.
  const text = Number.isSafeInteger(given) ? String(given) : given;
  if (typeof text !== 'string') return undefined;
  const id = text.trim();
  if (!isUsable(id)) return undefined;
  return id === text ? id : copyText(id);
}

/** The same for a record as it came, for telling records apart. */
export function jobIdOf(record: unknown): string | undefined {
  const members = readMembers(record);
  return members === undefined ? undefined : readJobId(members);
}

function isUsable(id: string): boolean {
  return id !== '' && id.length <= MAX_TEXT_LENGTH && id.isWellFormed() && !CONTROL_CHARACTER.test(id);
}

/** Milliseconds since the Unix epoch from the time stamp in an id such as DCIB2022081903124382222110; undefined without one of this century. */
export function startFromJobId(id: string): number | undefined {
  const [, year, month, day, hour, minute, second, millisecond] = DATED_ID.exec(id) ?? [];
  if (year === undefined || !year.startsWith('20')) return undefined;
  return readUtcTime(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
}

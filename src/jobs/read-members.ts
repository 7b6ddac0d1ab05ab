/** The members of a JSON object by their names in lower case: the vendor's services differ in letter case. */
export type Members = ReadonlyMap<string, unknown>;

/** Own members only, kept in a map, so that a name such as `__proto__` is a name like any other. Undefined when it is no object. */
export function readMembers(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const lowered = inLowerCase(name);
    // Two spellings of one name: the first that says something counts.
    members.set(lowered, members.get(lowered) ?? member);
  }
  return members;
}

/** Names that came before: every record brings the same twenty, and to lower them anew took a quarter of the reading of it. */
const lowered = new Map<string, string>();
/** More than all contracts have together; an upstream that makes names up is not remembered. */
const MOST_NAMES = 200;
const LONGEST_NAME = 50;

function inLowerCase(name: string): string {
  const known = lowered.get(name);
  if (known !== undefined) return known;
  const made = name.toLowerCase();
  if (lowered.size < MOST_NAMES && name.length <= LONGEST_NAME) lowered.set(name, made);
  return made;
}

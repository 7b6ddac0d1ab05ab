/** The members of a JSON object by their names in lower case: the vendor's services differ in letter case. */
export type Members = ReadonlyMap<string, unknown>;

/** Own members only, kept in a map, so that a name such as `__proto__` is a name like any other. Undefined when it is no object. */
export function readMembers(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const lowerName = toLowerName(name);
    // Two spellings of one name: the first that says something counts.
    members.set(lowerName, members.get(lowerName) ?? member);
  }
  return members;
}

/** Names that came before: every record brings the same twenty. */
const lowerNames = new Map<string, string>();
/** More than all contracts have together; an upstream that makes names up is not remembered. */
const MOST_NAMES = 200;
const LONGEST_NAME = 50;

function toLowerName(name: string): string {
  const known = lowerNames.get(name);
  if (known !== undefined) return known;
  const made = name.toLowerCase();
  if (lowerNames.size < MOST_NAMES && name.length <= LONGEST_NAME) lowerNames.set(name, made);
  return made;
}

/** The members of a JSON object by their names in lower case: the vendor's services differ in letter case. */
export type Members = ReadonlyMap<string, unknown>;

/** Own members only, kept in a map, so that a name such as `__proto__` is a name like any other. Undefined when it is no object. */
export function readMembers(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const lowered = name.toLowerCase();
    // Two spellings of one name: the first that says something counts.
    members.set(lowered, members.get(lowered) ?? member);
  }
  return members;
}

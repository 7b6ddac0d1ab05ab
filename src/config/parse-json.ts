/** The values of a text that is JSON with no key twice; undefined for any other, which the reader of YAML takes or explains. */
export function parseJson(text: string): unknown {
  try {
    const values: unknown = JSON.parse(text);
    return keysWritten(text) === keysIn(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

/** In JSON every text stands in double quotes, and is a key when a colon follows. */
function keysWritten(json: string): number {
  return json.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g)?.filter((token) => token.endsWith(':')).length ?? 0;
}

/** Of a key that was written twice only one is left. */
function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + keysIn(member), own);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A GUID in lower case and without braces; undefined when the text is none. Microsoft's are not all RFC 9562 UUIDs. */
export function parseGuid(text: string): string | undefined {
  const bare = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  const lowered = bare.toLowerCase();
  return GUID.test(lowered) ? lowered : undefined;
}

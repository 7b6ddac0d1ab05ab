/**
 * Braces have a meaning of their own inside YAML's `{ … }`, so that `{ secret: ${NAME} }` would not parse. While it is
 * parsed, `${` and `}` are therefore characters of the private use area, as many as before, so that columns stay right.
 */
const PLACEHOLDER = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const PROTECTED = /\uE000\uE000([A-Za-z0-9_]+)\uE001/g;

/** A YAML text whose `${NAME}` are ordinary characters to the parser. */
export function protectPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, '\uE000\uE000$1\uE001');
}

/** The same placeholders as they were written, in a parsed text. */
export function restorePlaceholders(text: string): string {
  return text.replace(PROTECTED, (_, name: string) => `\${${name}}`);
}

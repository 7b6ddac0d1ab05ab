import { randomBytes } from 'node:crypto';

/** A text that stands nowhere by chance, and looks different in each encoding. */
export function makeCanary(name: string): string {
  return `${name}-${randomBytes(6).toString('hex')}/+"<&>~`;
}

export interface Found {
  readonly secret: string;
  readonly encoding: string;
}

const bytesOf = (text: string): number[] => [...Buffer.from(text)];
const unitsOf = (text: string): string[] => text.split('');
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** The parts of a longer text's base64 that tell of this text, by where in a group of three bytes it begins. */
function base64Of(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
}

/** Every way in which a text could be written into another, by its name. */
export const ENCODINGS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  plain: (text) => [text],
  percent: (text) => [
    encodeURIComponent(text),
    new URLSearchParams({ '': text }).toString().slice(1),
    bytesOf(text)
      .map((byte) => `%${hex(byte, 2)}`)
      .join(''),
  ],
  base64: base64Of,
  base64url: (text) => base64Of(text).map((part) => part.replaceAll('+', '-').replaceAll('/', '_')),
  hex: (text) => [Buffer.from(text).toString('hex')],
  escaped: (text) => [
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
    unitsOf(text)
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
      .join(''),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    unitsOf(text)
      .map((unit) => `&#${unit.charCodeAt(0)};`)
      .join(''),
    unitsOf(text)
      .map((unit) => `&#x${hex(unit.charCodeAt(0), 1)};`)
      .join(''),
  ],
  reversed: (text) => [unitsOf(text).toReversed().join('')],
  'UTF-16': (text) => [unitsOf(text).join('\0')],
};

/** Which secrets stand in the text, and how they are written; letter case hides none. */
export function findSecrets(text: string, secrets: Iterable<string>): Found[] {
  const searched = text.toLowerCase();
  return [...new Set(secrets)].flatMap((secret) =>
    Object.entries(ENCODINGS)
      .filter(([, write]) => write(secret).some((writing) => searched.includes(writing.toLowerCase())))
      .map(([encoding]) => ({ secret, encoding })),
  );
}

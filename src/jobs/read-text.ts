const CONTROL_CHARACTERS = /\p{Cc}/gu;

/** Longest text of the vendor's that is passed on, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 200;

/** Cuts at the limit; half a surrogate pair becomes the replacement character, because some encoders throw at it. */
export function cutText(text: string): string {
  return copyText(text.slice(0, MAX_TEXT_LENGTH)).toWellFormed();
}

/** The same text in memory of its own: a part of a text keeps the whole of it alive. */
export function copyText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** A name for people: without control characters, trimmed and cut. Null when that leaves nothing, or when it is no text. */
export function readText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const cleaned = value.replace(CONTROL_CHARACTERS, '').trim();
  if (cleaned === '') return null;
  // What came whole has memory of its own already.
  return cleaned === value && value.length <= MAX_TEXT_LENGTH ? value.toWellFormed() : cutText(cleaned);
}

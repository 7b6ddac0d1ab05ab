const CONTROL_CHARACTERS = /\p{Cc}/gu;

/** Longest text of the vendor's that is passed on, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 200;

/** Cuts at the limit; half a surrogate pair becomes the replacement character, because some encoders throw at it. */
export function cutText(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).toWellFormed();
}

/** A name for people: without control characters, trimmed and cut. Null when that leaves nothing, or when it is no text. */
export function readText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const cleaned = value.replace(CONTROL_CHARACTERS, '').trim();
  return cleaned === '' ? null : cutText(cleaned);
}

/** Signs that begin a formula, in their narrow, small and full-width forms, with U+2212, the minus of typesetters. */
const SIGNS = String.raw`=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20`;
/** What is not seen before them: blanks, controls, marks of direction, fillers. */
const UNSEEN = String.raw`\s\p{C}\p{Z}\u115f\u1160\u3164\uffa0`;
const FORMULA = new RegExp(String.raw`^(?:[${UNSEEN}]*[${SIGNS}]|\s*[\t\r\n])`, 'u');
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * One cell, RFC 4180 section 2; null is an empty one. A text that a spreadsheet would run as a formula gets an apostrophe
 * in front, which spreadsheets take for "this is text". A number, also a negative one, is no text and stays as it is.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

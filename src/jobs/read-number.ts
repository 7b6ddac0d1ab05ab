const NUMERIC_TEXT = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i;

/** A finite number, or a text that is one (decimal digits, no separators); else undefined. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? readNumericText(value.trim()) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readNumericText(text: string): number | undefined {
  return NUMERIC_TEXT.test(text) ? Number(text) : undefined;
}

/** A count of things or bytes: 0 for what is no non-negative integer, at most the largest integer a number holds exactly. */
export function readCount(value: unknown): number {
  const number = readNumber(value);
  if (number === undefined || number <= 0 || !Number.isInteger(number)) return 0;
  return Math.min(number, Number.MAX_SAFE_INTEGER);
}

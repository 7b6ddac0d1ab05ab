import { Rejection, type TextParser } from './rejection.js';

interface Range {
  readonly from: number;
  readonly to: number;
}

const WHOLE = /^\d{1,15}$/;
const DECIMAL = /^\d{1,15}(\.\d{1,15})?$/;
const BYTES_PER_MEGABYTE = 1024 * 1024;

/** Plain digits only: Number() would also take `1e3`, `0x10`, blanks and nothing at all. */
export function wholeNumber({ from, to }: Range): TextParser<number> {
  return (text) => {
    const value = WHOLE.test(text) ? Number(text) : Number.NaN;
    return value >= from && value <= to
      ? value
      : new Rejection(`must be a whole number from ${from} to ${to}`, text);
  };
}

/** Seconds, with a fraction where one is wanted, as whole milliseconds. */
export function secondsAsMs({ from, to }: Range): TextParser<number> {
  return (text) => {
    const seconds = DECIMAL.test(text) ? Number(text) : Number.NaN;
    return seconds >= from && seconds <= to
      ? Math.round(seconds * 1000)
      : new Rejection(`must be a number of seconds from ${from} to ${to}`, text);
  };
}

export function megabytesAsBytes(range: Range): TextParser<number> {
  const parse = wholeNumber(range);
  return (text) => {
    const megabytes = parse(text);
    return megabytes instanceof Rejection ? megabytes : megabytes * BYTES_PER_MEGABYTE;
  };
}

import { fractionOf } from './seeded-random.js';

/** How .NET services write a time that is absent. */
export const ABSENT_TIME = '0001-01-01T00:00:00';

/** Up to four digits below the millisecond, under half of one, so that rounding and cutting give the same millisecond. */
function digitsBelowMilliseconds(key: string, timeMs: number): string {
  if (timeMs % 10 === 0 || fractionOf(`${key}|below`) < 0.5) return '';
  const length = 1 + Math.floor(fractionOf(`${key}|length`) * 4);
  return String(Math.floor(fractionOf(`${key}|digits`) * 0.5 * 10 ** length)).padStart(length, '0');
}

/** ISO 8601 in UTC as the vendor writes it: 0 to 7 fractional digits without zeros at the end, with `Z` or nothing. */
export function timeText(timeMs: number, key: string): string {
  const [seconds = '', milliseconds = ''] = new Date(timeMs).toISOString().slice(0, -1).split('.');
  const digits = `${milliseconds}${digitsBelowMilliseconds(key, timeMs)}`.replace(/0+$/, '');
  const zone = fractionOf(`${key}|zone`) < 0.6 ? 'Z' : '';
  return `${seconds}${digits === '' ? '' : `.${digits}`}${zone}`;
}

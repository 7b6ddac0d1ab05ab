const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat('en-GB');
const SHORT_NUMBER = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

const dateTexts = new Map();

export const NOTHING = '–';

/** `20 Nov, 03:12`, UTC. */
export function dateTimeText(time) {
  return time === null ? NOTHING : DATE_TIME.format(new Date(time));
}

/** `Fri 20 Nov` of `2026-11-20`. A calendar says each of its days very often, so they are kept. */
export function dateText(date) {
  const text = dateTexts.get(date) ?? DATE.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
  dateTexts.set(date, text);
  return text;
}

/** `12:00:31`, UTC. */
export function clockText(timeMs) {
  return CLOCK.format(timeMs);
}

export function countText(count) {
  return NUMBER.format(count);
}

/** Of a fraction; never rounded up to a whole that it is not. */
export function percentText(rate) {
  if (rate === null) return NOTHING;
  return `${SHORT_NUMBER.format(Math.floor(rate * 1000) / 10)} %`;
}

/** Decimal units, three digits. */
export function sizeText(bytes) {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${SHORT_NUMBER.format(bytes / 1000 ** power)} ${UNITS[power]}`;
}

/** `62 s`, `5 min`, `14 h`, `2 d 4 h`; the seconds of a job, or the age of something. */
export function spanText(seconds) {
  if (seconds === null) return NOTHING;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return `${hours} h`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `1 job`, `3 jobs`. */
export function pluralText(count, one, many = `${one}s`) {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

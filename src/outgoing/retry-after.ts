const LONGEST_SECONDS = 300;
const LONGEST_HEADER = 64;

/** Whole seconds that a `Retry-After` asks for, 0 to 300; undefined when it says nothing. RFC 9110 section 10.2.3. */
export function parseRetryAfter(header: string | undefined, wallMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '' || text.length > LONGEST_HEADER) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsUntil(text, wallMs);
  return seconds === undefined ? undefined : Math.ceil(Math.min(Math.max(seconds, 0), LONGEST_SECONDS));
}

/** The three forms of an HTTP date begin with a day's name; the oldest names no zone and means UTC. */
function secondsUntil(text: string, wallMs: number): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return undefined;
  const dateMs = Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
  return Number.isNaN(dateMs) ? undefined : (dateMs - wallMs) / 1000;
}

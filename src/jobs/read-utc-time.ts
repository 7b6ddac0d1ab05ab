/** Milliseconds since the Unix epoch of `YYYY-MM-DDTHH:mm:ss.sssZ`; undefined when the calendar or the clock has no such moment. */
export function readUtcTime(text: string): number | undefined {
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) return undefined;
  // The parser rolls 30 February over to March and 24 o'clock to the next day: a real moment keeps its day.
  return new Date(timeMs).getUTCDate() === Number(text.slice(8, 10)) ? timeMs : undefined;
}

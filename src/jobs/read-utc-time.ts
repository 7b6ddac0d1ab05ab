/** Milliseconds since the Unix epoch of `YYYY-MM-DDTHH:mm:ss.sssZ`; undefined when the calendar or the clock has no such moment. */
export function readUtcTime(text: string): number | undefined {
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) return undefined;
  // The parser rolls 30 February over to March: only what comes back unchanged was a real date.
  return new Date(timeMs).toISOString() === text ? timeMs : undefined;
}

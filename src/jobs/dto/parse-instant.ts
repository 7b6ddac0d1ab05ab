const INSTANT =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[Tt](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?<offset>[Zz]|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Epoch milliseconds of an ISO 8601 date or date-time; a date is its midnight, no offset means UTC, digits beyond
 * the millisecond are cut. Undefined for anything else, days that do not exist (30 February) included.
 */
export function parseInstant(text: string): number | undefined {
  const parts = INSTANT.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset } = parts;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`;
  const epochMs = Date.parse(written);
  // Date.parse moves 30 February to 2 March: what comes back must be what was written.
  if (Number.isNaN(epochMs) || new Date(epochMs).toISOString() !== written) return undefined;
  const offsetMs = parseOffset(offset);
  return offsetMs === undefined ? undefined : epochMs - offsetMs;
}

function parseOffset(offset: string | undefined): number | undefined {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

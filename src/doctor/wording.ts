import type { ConnectionSettings, TimeFormat } from '../config/settings.js';

export type ContractName = 'get' | 'post';
export type RangeEndName = 'finishTime' | 'endTime';

/** One way to put a question, of those that the vendor's documents leave open. */
export interface Wording {
  readonly contract: ContractName;
  readonly timeFormat: TimeFormat;
  readonly rangeEndName: RangeEndName;
}

/** What each contract calls the end of a range, as documented. */
export const DOCUMENTED_RANGE_END = { get: 'finishTime', post: 'endTime' } as const;

export function otherTimeFormat(format: TimeFormat): TimeFormat {
  return format === 'iso8601' ? 'epochMilliseconds' : 'iso8601';
}

export function otherRangeEnd(name: RangeEndName): RangeEndName {
  return name === 'finishTime' ? 'endTime' : 'finishTime';
}

/** As the connection is configured. */
export function configuredWording(contract: ContractName, connection: ConnectionSettings): Wording {
  const { timeFormat, rangeEndName = DOCUMENTED_RANGE_END[contract] } = connection;
  return { contract, timeFormat, rangeEndName };
}

/** Every wording of a contract: as configured first, then with one thing changed, then with both. */
export function wordingsOf(contract: ContractName, connection: ConnectionSettings): readonly Wording[] {
  const configured = configuredWording(contract, connection);
  const timeFormat = otherTimeFormat(configured.timeFormat);
  const rangeEndName = otherRangeEnd(configured.rangeEndName);
  return [
    configured,
    { ...configured, timeFormat },
    { ...configured, rangeEndName },
    { contract, timeFormat, rangeEndName },
  ];
}

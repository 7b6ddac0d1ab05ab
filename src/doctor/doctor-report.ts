import type { ConfigurationFault } from '../config/configuration-error.js';
import type { ConnectionReport } from './connection-report.js';
import { hasFault, type Finding } from './finding.js';

/** What the doctor says of a whole configuration. */
export interface DoctorReport {
  /** Faults of the configuration itself; with any, no connection is looked at. */
  readonly configurationFaults: readonly ConfigurationFault[];
  readonly connections: readonly ConnectionReport[];
}

export type Verdict = 'well' | 'faults' | 'unreadable';

export const EXIT_CODES = { well: 0, faults: 1, unreadable: 2 } as const satisfies Record<Verdict, number>;

export function verdictOf({ configurationFaults, connections }: DoctorReport): Verdict {
  if (configurationFaults.length > 0) return 'unreadable';
  return hasFault(connections.flatMap(({ findings }) => findings)) ? 'faults' : 'well';
}

/** How many findings of a report are in that state. */
export function countOf({ connections }: DoctorReport, state: Finding['state']): number {
  return connections.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;
}

/** What `UPSTREAM_PAGE_SIZE` should be: all connections share it. Undefined when none told. */
export function recommendedPageSize({ connections }: DoctorReport): number | undefined {
  const sizes = connections.flatMap(({ settings }) => (settings === undefined ? [] : [settings.pageSize]));
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

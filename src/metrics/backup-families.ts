import { Registry } from 'prom-client';

import { addFamily, type Series } from '../instruments/add-family.js';
import type { Organization } from '../organizations/organization.js';
import type { SeenBackups } from './backup-board.js';

/** One organization with what is known of its backups. */
export interface ShownBackups extends SeenBackups {
  readonly organization: Organization;
}

interface Gauge {
  readonly name: string;
  readonly help: string;
  /** Nullish where there is nothing to tell. */
  readonly valueOf: (shown: ShownBackups, nowMs: number) => number | null | undefined;
}

const GAUGES: readonly Gauge[] = [
  {
    name: 'backup_last_success_timestamp_seconds',
    help: 'When the last backup that finished well ended, as far as it was seen.',
    valueOf: ({ reading }) => reading?.lastSuccess && reading.lastSuccess.endedAtMs / 1000,
  },
  {
    name: 'backup_last_success_age_seconds',
    help: 'How long before the scrape the last backup that finished well ended.',
    valueOf: ({ reading }, nowMs) =>
      reading?.lastSuccess && Math.max(0, (nowMs - reading.lastSuccess.endedAtMs) / 1000),
  },
  {
    name: 'backup_last_size_bytes',
    help: 'Size of the last backup that finished well.',
    valueOf: ({ reading }) => reading?.lastSuccess?.sizeBytes,
  },
  {
    name: 'backup_last_duration_seconds',
    help: 'Duration of the last backup that finished well.',
    valueOf: ({ reading }) => reading?.lastSuccess?.durationSeconds,
  },
  {
    name: 'backup_expected_interval_seconds',
    help: 'How often a backup is expected to finish well, as configured.',
    valueOf: ({ organization }) => organization.expectBackupEveryHours * 3600,
  },
  {
    name: 'backup_failing',
    help: 'Whether the last backup that ended did not finish well: 1, else 0.',
    valueOf: ({ reading }) => reading && Number(reading.isFailing),
  },
  {
    name: 'backup_source_up',
    help: 'Whether the organization could be read at the last look: 1, else 0.',
    valueOf: ({ isUp }) => Number(isUp),
  },
  {
    name: 'backup_source_fetched_timestamp_seconds',
    help: 'When the vendor was asked for what these families tell.',
    valueOf: ({ reading }) => reading && reading.fetchedAtMs / 1000,
  },
];

const JOBS = {
  name: 'backup_jobs',
  help: 'Jobs of the last 24 hours, running or ended since, when they were last looked at.',
};

/** The backups of organizations, as Prometheus families. Ages are reckoned from `nowMs`, epoch milliseconds. */
export function backupFamilies(shown: readonly ShownBackups[], nowMs: number): Registry {
  const registry = new Registry();
  const labelled = shown.map((backups) => ({ backups, labels: labelsOf(backups) }));
  for (const { name, help, valueOf } of GAUGES) {
    const values = labelled.flatMap(({ backups, labels }): Series[] => {
      const value = valueOf(backups, nowMs) ?? undefined;
      return value === undefined ? [] : [{ labels, value }];
    });
    addFamily(registry, { name, help, type: 'gauge', values });
  }
  const counts = labelled.flatMap(({ backups: { reading }, labels }) =>
    (reading?.jobs ?? []).map(({ type, status, count }): Series => ({
      labels: { ...labels, type, status },
      value: count,
    })),
  );
  addFamily(registry, { ...JOBS, type: 'gauge', values: counts });
  return registry;
}

function labelsOf({ organization, reading }: ShownBackups): Readonly<Record<string, string>> {
  const { id, name, connection } = organization;
  return {
    connection: connection.name,
    organization_id: id,
    organization_name: name ?? reading?.organizationName ?? '',
  };
}

import type { Job } from '../../src/jobs/job.js';
import type { MetricsWorld, Scraped } from '../metrics/metrics-world.js';

/** What is told of the backups of each organization, by its id. */
export type Backups = Readonly<Record<string, Backup>>;

interface Backup {
  /** Epoch milliseconds at which the last good one ended. */
  readonly lastSuccessMs: number;
  readonly isFailing: boolean;
}

interface OrganizationRow {
  readonly id: string;
  readonly health: string;
  readonly lastSuccessfulBackup: string;
}

const LAST_SUCCESS = 'backup_last_success_timestamp_seconds';
const ORGANIZATION = /organization_id="(?<id>[^"]+)"/;

/** By the plainest means, from jobs of which every organization has a good backup. */
export function backupsOfList(jobs: readonly Job[]): Backups {
  const ended = jobs
    .filter(({ type, finishTime }) => type === 'backup' && finishTime !== null)
    .toSorted((left, right) => (left.finishTime! < right.finishTime! ? -1 : 1));
  const ids = new Set(jobs.map(({ organization }) => organization.id));
  return Object.fromEntries(
    [...ids].map((id) => {
      const own = ended.filter(({ organization }) => organization.id === id);
      const lastGood = own.findLast(({ status }) => status === 'finished');
      const isFailing = own.at(-1)?.status !== 'finished';
      return [id, { lastSuccessMs: Date.parse(lastGood?.finishTime ?? ''), isFailing }];
    }),
  );
}

export async function backupsOfOrganizations({ service }: MetricsWorld): Promise<Backups> {
  const { data } = (await service.get('/v1/organizations')).body as { data: OrganizationRow[] };
  return Object.fromEntries(
    data.map(({ id, health, lastSuccessfulBackup }) => [
      id,
      { lastSuccessMs: Date.parse(lastSuccessfulBackup), isFailing: health === 'failing' },
    ]),
  );
}

export function backupsOfScrape(scraped: Scraped): Backups {
  const found = Object.entries(scraped).filter(([series]) => series.startsWith(LAST_SUCCESS));
  return Object.fromEntries(
    found.map(([series, seconds]) => {
      const isFailing = scraped[series.replace(LAST_SUCCESS, 'backup_failing')] === 1;
      return [ORGANIZATION.exec(series)?.groups?.['id'], { lastSuccessMs: seconds * 1000, isFailing }];
    }),
  );
}

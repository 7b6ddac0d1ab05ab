import type { Job } from '../../src/jobs/job.js';
import { connectClient } from '../mcp/mcp-client.js';
import { download } from '../export/download.js';
import { parseTable } from '../export/parse-csv.js';
import type { MetricsWorld, Scraped } from '../metrics/metrics-world.js';
import type { Summary } from '../summary/counted-jobs.js';

/** How many jobs there are, by `organization type status`; only what there is. */
export type Counts = Readonly<Record<string, number>>;

/** What one door tells: jobs by organization, type and status. */
type Counted = Pick<Job, 'type' | 'status'> & { readonly organizationId: string };

const SERIES =
  /^backup_jobs\{.*organization_id="(?<id>[^"]+)".*type="(?<type>\w+)",status="(?<status>\w+)"\}$/;

/** Counts jobs one by one. */
function countsOf(jobs: readonly Counted[]): Counts {
  const counts: Record<string, number> = {};
  for (const { organizationId, type, status } of jobs) {
    const key = `${organizationId} ${type} ${status}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

export const countsOfJobs = (jobs: readonly Job[]): Counts =>
  countsOf(jobs.map(({ type, status, organization }) => ({ type, status, organizationId: organization.id })));

/** What the file for spreadsheets tells. */
export async function countsOfFile({ service }: MetricsWorld): Promise<Counts> {
  const { text, isWhole } = await download(`${service.url}/v1/jobs/export?format=csv`);
  if (!isWhole) throw new Error('the file was cut');
  return countsOf(parseTable(text) as unknown as Counted[]);
}

/** What Prometheus is told, without the zeros. */
export function countsOfScrape(scraped: Scraped): Counts {
  const found = Object.entries(scraped).flatMap(([series, count]) => {
    const { id, type, status } = SERIES.exec(series)?.groups ?? {};
    return id === undefined || count === 0 ? [] : [[`${id} ${type} ${status}`, count]];
  });
  return Object.fromEntries(found) as Counts;
}

/** What the summary tells of one type after the other, by REST or as a tool. */
export async function countsOfSummaries(
  types: readonly string[],
  summaryOf: (type: string) => Promise<Summary>,
): Promise<Counts> {
  const found: [key: string, count: number][] = [];
  for (const type of types) {
    const { byOrganization, byType, totalJobs } = await summaryOf(type);
    if (byType[type] !== totalJobs) throw new Error(`of ${totalJobs} jobs, ${byType[type]} are of the type`);
    for (const { organizationId, byStatus } of byOrganization)
      found.push(
        ...Object.entries(byStatus).map(([status, count]): [string, number] => [
          `${organizationId} ${type} ${status}`,
          count,
        ]),
      );
  }
  return Object.fromEntries(found.filter(([, count]) => count > 0));
}

/** The summary of one type as REST gives it. */
export const summaryByRest =
  ({ service }: MetricsWorld) =>
  async (type: string): Promise<Summary> =>
    (await service.get(`/v1/jobs/summary?type=${type}`)).body as Summary;

/** The summary of one type as a tool gives it. */
export async function summaryByTool({ service }: MetricsWorld): Promise<(type: string) => Promise<Summary>> {
  const client = await connectClient(service.url);
  return async (type) => (await client.call('summarize_jobs', { type: [type] })).body as unknown as Summary;
}

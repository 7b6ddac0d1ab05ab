import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { CARE, SALES, tenantOf } from '../jobs/world.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry, KEY } from '../support/service.js';
import { connectionEntries, NOW_MS, plantedIn, startUpstream } from '../support/upstream.js';
import { beginDownload } from './download.js';

const JOBS_EACH = 40_000;
const MOST_MEGABYTES = 450;
/** Far above what it takes, for a machine that does other things too. */
const TIMEOUT_MS = 180_000;

const TENANTS = [tenantOf({ organizations: [SALES, CARE], maxPageSize: 1_000 })];
/** A job every ten seconds, the latest an hour ago. */
const jobsOf = (): StandInJob[] =>
  Array.from({ length: JOBS_EACH }, (_, index) => plantJob(NOW_MS - 3_600_000 - index * 10_000));
const WINDOW = `from=${new Date(NOW_MS - 20 * 86_400_000).toISOString()}&to=${new Date(NOW_MS).toISOString()}`;

let upstream: StandIn;
let service: ServiceProcess & { readonly url: string };

beforeAll(async () => {
  const jobs = plantedIn({ [SALES.id]: jobsOf(), [CARE.id]: jobsOf() });
  upstream = await startUpstream({ tenants: TENANTS, jobs });
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('all', KEY)] },
    environment: {
      UPSTREAM_PAGE_SIZE: '1000',
      REQUEST_DEADLINE_SECONDS: '120',
      UPSTREAM_TIMEOUT_SECONDS: '60',
      METRICS_POLL_SECONDS: '0',
    },
  });
}, TIMEOUT_MS);
afterAll(async () => {
  await service.close();
  await upstream.close();
});

/** The most that the process has held so far, as the kernel counts it. */
function peakMegabytes(): number {
  return Math.round(service.megabytesOf('VmHWM'));
}

/** How many lines an export has; its text is not kept. */
async function linesOf(query: string): Promise<number> {
  const response = await beginDownload(`${service.url}/v1/jobs/export?${WINDOW}&${query}`);
  let lines = 0;
  for await (const chunk of response) lines += (chunk as Buffer).toString('latin1').split('\n').length - 1;
  expect({ status: response.statusCode, isWhole: response.complete }).toEqual({ status: 200, isWhole: true });
  return lines;
}

// The kernel tells of peaks on Linux only.
describe.skipIf(process.platform !== 'linux')('an export of eighty thousand jobs', () => {
  it(
    `takes the process less than ${MOST_MEGABYTES} megabytes, and so do three more at once`,
    { timeout: TIMEOUT_MS },
    async () => {
      const atStart = peakMegabytes();
      const list = await fetch(`${service.url}/v1/jobs?${WINDOW}`, { headers: { 'x-api-key': KEY } });
      expect(await list.json()).toMatchObject({ page: { totalItems: 2 * JOBS_EACH } });
      const afterReading = peakMegabytes();
      expect(await linesOf('format=csv')).toBe(2 * JOBS_EACH + 1);
      const afterOne = peakMegabytes();
      const more = ['format=ndjson', 'format=csv&sort=backupSizeBytes', 'format=csv&sort=-durationSeconds'];
      expect(await Promise.all(more.map(linesOf))).toEqual([
        2 * JOBS_EACH,
        2 * JOBS_EACH + 1,
        2 * JOBS_EACH + 1,
      ]);
      const afterFour = peakMegabytes();
      process.stdout.write(
        `peak memory of the process: ${atStart} MB at start, ${afterReading} MB after reading the jobs, ${afterOne} MB after an export, ${afterFour} MB after three more at once\n`,
      );
      expect(afterOne).toBeLessThan(MOST_MEGABYTES);
      expect(afterFour).toBeLessThan(MOST_MEGABYTES);
    },
  );
});

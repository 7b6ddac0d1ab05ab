import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';

const HOUR_MS = 3_600_000;
const at = (seconds: number): number => NOW_MS + seconds * 1000;

/** What has been, and what begins and ends while the test goes on. */
export const JOBS: Readonly<Record<string, readonly StandInJob[]>> = {
  [SALES]: [
    plantJob(NOW_MS - 9 * HOUR_MS, { jobId: 'sales-night' }),
    plantJob(at(70), { jobId: 'sales-restore', type: 'restore', finishMs: at(200), outcome: 'failed' }),
    plantJob(at(430), { jobId: 'sales-day', finishMs: at(490), outcome: 'failed' }),
  ],
  [CARE]: [
    plantJob(NOW_MS - 8 * HOUR_MS, { jobId: 'care-night' }),
    plantJob(at(-600), { jobId: 'care-day', finishMs: at(100) }),
    plantJob(at(-500), { jobId: 'care-odd', fields: { status: 64 } }),
  ],
  [SERVICE]: [
    plantJob(NOW_MS - 7 * HOUR_MS, { jobId: 'service-night' }),
    plantJob(at(130), {
      jobId: 'service-export',
      type: 'export',
      finishMs: at(310),
      outcome: 'finishedWithException',
    }),
  ],
};

interface Minute {
  /** What a listener is told in it. */
  readonly news: readonly string[];
  readonly isServiceDown: boolean;
}

const minute = (...news: string[]): Minute => ({ news, isServiceDown: false });
const minuteWithoutService = (): Minute => ({ news: [], isServiceDown: true });

/** What happens after the first look, minute by minute. */
export const MINUTES: readonly Minute[] = [
  minute(),
  minute('job.created sales-restore: null, inProgress', 'job.changed care-day: inProgress, finished'),
  minute('job.created service-export: null, inProgress'),
  minute('job.changed sales-restore: inProgress, failed'),
  minuteWithoutService(),
  // The export ends in this one, and nobody can know.
  minuteWithoutService(),
  minute('job.changed service-export: inProgress, finishedWithException'),
  minute('job.created sales-day: null, inProgress'),
  minute('job.changed sales-day: inProgress, failed'),
];

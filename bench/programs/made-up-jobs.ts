import { JOB_TYPE_NAMES } from '../../src/jobs/job-vocabulary.js';
import { jobIdOf, plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';

const DAY_MS = 86_400_000;
/** The newest began so long ago that all have ended. */
const NEWEST_AGO_MS = 3_600_000;
const OUTCOMES = ['finished', 'finished', 'finished', 'finishedWithException', 'failed'] as const;

export interface JobsWish {
  /** Makes ids differ between organizations. */
  readonly organization: number;
  readonly count: number;
  readonly days: number;
  readonly nowMs: number;
}

/** Jobs spread evenly over the last days, newest first; the same wish gives the same jobs. */
export function makeUpJobs({ organization, count, days, nowMs }: JobsWish): readonly StandInJob[] {
  const apartMs = Math.floor((days * DAY_MS - 2 * NEWEST_AGO_MS) / count);
  return Array.from({ length: count }, (_, index) => {
    const startMs = nowMs - NEWEST_AGO_MS - index * apartMs;
    return plantJob(startMs, { jobId: jobIdOf('DCIB', startMs, organization), ...variety(index) });
  });
}

/** Numbers that have no common rhythm, so that no two neighbours look alike. */
function variety(index: number): Partial<StandInJob> {
  const successful = 100 + ((index * 7919) % 900);
  return {
    type: JOB_TYPE_NAMES[index % JOB_TYPE_NAMES.length] ?? 'backup',
    outcome: OUTCOMES[(index * 3) % OUTCOMES.length] ?? 'finished',
    entities: { successful, failed: index % 3, skipped: index % 5, warning: index % 2 },
    records: { successful: successful * 37, failed: index % 7, skipped: index % 11, warning: index % 13 },
    backupSizeBytes: 180_832 + ((index * 104_729) % 1_000_000_007),
  };
}

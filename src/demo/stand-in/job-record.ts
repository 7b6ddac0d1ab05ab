import { JOB_STATUSES, JOB_TYPES, type JobStatus, type JobType } from '../../jobs/job-vocabulary.js';
import { chooseOne, fractionOf } from './seeded-random.js';
import { statusAt, type JobCounts, type StandInJob } from './stand-in-job.js';
import type { AnswerShape, StandInOrganization } from './tenants.js';
import { ABSENT_TIME, timeText } from './time-text.js';

const HOUR_MS = 3_600_000;
const NOTHING: JobCounts = { successful: 0, failed: 0, skipped: 0, warning: 0 };

const TYPE_TEXTS = {
  backup: 'Backup',
  restore: 'Restore',
  dryRun: 'Dry run',
  retention: 'Retention',
  auditBackup: 'Audit backup',
  export: 'Export',
} as const satisfies Record<JobType, string>;

const STATUS_TEXTS = {
  inProgress: 'In progress',
  finished: 'Finished',
  failed: 'Failed',
  finishedWithException: 'Finished with Exception',
} as const satisfies Record<JobStatus, string>;

/** How each shape says that a job has no such time or duration yet; undefined leaves the field out. */
const ABSENT = {
  earlier: { time: ABSENT_TIME, duration: 0 },
  current: { time: undefined, duration: undefined },
  wrapped: { time: null, duration: null },
} as const satisfies Record<AnswerShape, unknown>;

function countFields(name: 'Entity' | 'Record', counts: JobCounts): Record<string, number> {
  return {
    [`successful${name}`]: counts.successful,
    [`failed${name}`]: counts.failed,
    [`skipped${name}`]: counts.skipped,
    [`warning${name}`]: counts.warning,
    [`total${name}`]: counts.successful + counts.failed + counts.skipped + counts.warning,
  };
}

/** One in eight jobs in progress has no start yet either. */
function timeFields(job: StandInJob, isRunning: boolean, shape: AnswerShape): Record<string, unknown> {
  const { time, duration } = ABSENT[shape];
  const start = timeText(job.startMs, `${job.jobId}|start`);
  if (isRunning || job.finishMs === undefined) {
    const isWaiting = fractionOf(`${job.jobId}|waiting`) < 0.125;
    return { startTime: isWaiting ? time : start, finishTime: time, durationHours: duration };
  }
  const finishTime = timeText(job.finishMs, `${job.jobId}|finish`);
  return { startTime: start, finishTime, durationHours: (job.finishMs - job.startMs) / HOUR_MS };
}

/** The job as a record of the shape asked for, at that time. Fields with an undefined value are not sent. */
export function jobRecord(
  job: StandInJob,
  organization: StandInOrganization,
  { shape, nowMs }: { shape: AnswerShape; nowMs: number },
): Record<string, unknown> {
  const status = statusAt(job, nowMs);
  const isRunning = status === 'inProgress';
  const { id } = organization;
  return {
    module: job.module,
    type: shape === 'earlier' ? TYPE_TEXTS[job.type] : JOB_TYPES[job.type],
    jobId: job.jobId,
    ...timeFields(job, isRunning, shape),
    status: shape === 'earlier' ? STATUS_TEXTS[status] : JOB_STATUSES[status],
    ...countFields('Entity', isRunning ? NOTHING : job.entities),
    ...countFields('Record', isRunning ? NOTHING : job.records),
    backupSize: isRunning ? 0 : job.backupSizeBytes,
    organizationId: chooseOne(`${job.jobId}|case`, [id.toLowerCase(), id.toLowerCase(), id.toUpperCase()]),
    organizationName: organization.name,
    ...job.fields,
  };
}

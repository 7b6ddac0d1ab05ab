import type { Job } from '../jobs/job.js';
import { isSameJob } from './is-same-job.js';
import type { JobChange } from './job-change.js';

/** The jobs of one organization as they were last seen. */
export class SeenJobs {
  private jobs: ReadonlyMap<string, Job>;

  constructor(baseline: readonly Job[]) {
    this.jobs = byId(baseline);
  }

  /**
   * What is new or different, oldest start first. A job that is missing is no change; it is forgotten once its times
   * lie before `fromMs`, so that one which an answer lacks for a moment does not come up twice.
   */
  compare(jobs: readonly Job[], fromMs: number): JobChange[] {
    const now = byId(jobs);
    const changes = [...now.values()].flatMap((job) => this.changeOf(job)).toSorted(byStart);
    const missing = [...this.jobs].filter(([id, job]) => !now.has(id) && isSince(job, fromMs));
    this.jobs = new Map([...missing, ...now]);
    return changes;
  }

  private changeOf(job: Job): JobChange[] {
    const before = this.jobs.get(job.id);
    if (before === undefined) return [{ kind: 'created', job, previousStatus: null }];
    return isSameJob(before, job) ? [] : [{ kind: 'changed', job, previousStatus: before.status }];
  }
}

function byId(jobs: readonly Job[]): Map<string, Job> {
  return new Map(jobs.map((job) => [job.id, job]));
}

function isSince({ startTime, finishTime }: Job, fromMs: number): boolean {
  return [startTime, finishTime].some((time) => time !== null && Date.parse(time) >= fromMs);
}

function byStart({ job: left }: JobChange, { job: right }: JobChange): number {
  return startKey(left) < startKey(right) ? -1 : 1;
}

/** Jobs without a start come last. */
function startKey({ startTime, id }: Job): string {
  return `${startTime ?? '~'} ${id}`;
}

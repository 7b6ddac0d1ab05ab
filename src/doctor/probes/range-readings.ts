import { extentOf, type JobExtent } from '../../jobs/timeline/job-extent.js';
import type { TimeWindow } from '../../jobs/time-window.js';
import { inTurn } from '../in-turn.js';
import { hasJob, type KnownJob } from '../known-job.js';
import type { QuestionsClient } from '../questions.client.js';
import type { Wording } from '../wording.js';

/** Whether a job that is known was returned for a window; undefined when that cannot be told. */
export interface RangeSighting {
  readonly extent: JobExtent;
  readonly window: TimeWindow;
  readonly wasReturned: boolean | undefined;
}

interface Asked {
  readonly wording: Wording;
  readonly pageSize: number;
}

/** A second one shows whether the first was an exception. */
const MOST_JOBS = 2;
const WIDEST_MARGIN_MS = 60_000;

/** Asks for a small window around the start of a known job, and for one around its finish. */
export function probeRangeReadings(
  questions: QuestionsClient,
  { wording, pageSize }: Asked,
  known: readonly KnownJob[],
): Promise<readonly RangeSighting[]> {
  const places = known.slice(0, MOST_JOBS).flatMap((job) => [
    { job, window: windowAround(job.startMs, job) },
    { job, window: windowAround(job.finishMs, job) },
  ]);
  return inTurn(places, async ({ job, window }) => {
    const reply = await questions.ask({ organization: job.organization, wording, window, pageSize });
    const wasReturned = reply.kind === 'answer' ? hasJob(reply, job) : undefined;
    return { extent: extentOf(job.job), window, wasReturned };
  });
}

/** Small enough that a window around one end of the job does not touch the other. */
function windowAround(momentMs: number, { startMs, finishMs }: KnownJob): TimeWindow {
  const marginMs = Math.min(WIDEST_MARGIN_MS, Math.floor((finishMs - startMs) / 3));
  return { fromMs: momentMs - marginMs, toMs: momentMs + marginMs };
}

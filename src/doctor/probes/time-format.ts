import { hasJob, windowAroundJob, type KnownJob } from '../known-job.js';
import type { Question, QuestionsClient } from '../questions.client.js';
import type { Reply } from '../reply.js';
import { otherTimeFormat, type Wording } from '../wording.js';

/** How the format that is not in use did. */
export interface TimeFormatLook {
  readonly wording: Wording;
  readonly reply: Reply;
  /** Whether it brought a job that has to be there; undefined when that cannot be told. */
  readonly broughtJob: boolean | undefined;
}

/** Asks for a known job in the other format; without one, whether the other format brings any job at all. */
export async function probeTimeFormat(
  questions: QuestionsClient,
  question: Question,
  known: KnownJob | undefined,
): Promise<TimeFormatLook> {
  const wording = { ...question.wording, timeFormat: otherTimeFormat(question.wording.timeFormat) };
  if (known === undefined) {
    const reply = await questions.ask({ ...question, wording });
    return { wording, reply, broughtJob: reply.kind === 'answer' ? reply.jobs.length > 0 : undefined };
  }
  const { organization } = known;
  const reply = await questions.ask({ ...question, organization, wording, window: windowAroundJob(known) });
  return { wording, reply, broughtJob: reply.kind === 'answer' ? hasJob(reply, known) : undefined };
}

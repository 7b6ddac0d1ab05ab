import { inTurn } from '../in-turn.js';
import { windowBeforeJob, type KnownJob } from '../known-job.js';
import type { QuestionsClient } from '../questions.client.js';
import type { Reply } from '../reply.js';
import { otherRangeEnd, type RangeEndName, type Wording } from '../wording.js';

export type RangeEndVerdict = 'counts' | 'ignored' | 'refused' | 'unclear';

/** What a name for the end of the range does. */
export interface RangeEndLook {
  readonly name: RangeEndName;
  readonly verdict: RangeEndVerdict;
}

interface Asked {
  readonly wording: Wording;
  readonly pageSize: number;
}

/** Asks, by either name, for a window that ends just before a known job: what starts later shows that the end is ignored. */
export function probeRangeEnds(
  questions: QuestionsClient,
  { wording, pageSize }: Asked,
  known: KnownJob,
): Promise<readonly RangeEndLook[]> {
  const names = [wording.rangeEndName, otherRangeEnd(wording.rangeEndName)];
  const { organization } = known;
  const window = windowBeforeJob(known);
  return inTurn(names, async (name) => {
    const named = { ...wording, rangeEndName: name };
    const reply = await questions.ask({ organization, wording: named, window, pageSize });
    return { name, verdict: verdictOf(reply, known) };
  });
}

function verdictOf(reply: Reply, { startMs }: KnownJob): RangeEndVerdict {
  if (reply.kind === 'refusal') return 'refused';
  if (reply.kind !== 'answer') return 'unclear';
  const isAnyLater = reply.jobs.some(({ startTime }) => Date.parse(startTime ?? '') >= startMs);
  return isAnyLater ? 'ignored' : 'counts';
}

import type { Finding } from '../finding.js';
import type { PageSizeLook } from '../probes/page-sizes.js';
import { isUnanswered, isWhole, recordsOf, type Answer } from '../reply.js';
import { unansweredFinding } from './judge-failure.js';

interface TakenSize {
  readonly asked: number;
  readonly answer: Answer;
}

/** The largest size that pages come in, as far as it was seen; undefined when no size was taken. */
export function largestPageSize(looks: readonly PageSizeLook[]): number | undefined {
  const taken = takenSize(looks);
  return taken && (keptSize(taken) ?? taken.asked);
}

/** Whether the configured size is taken, which is the largest, and whether pages come in the size they announce. */
export function judgePageSizes(looks: readonly PageSizeLook[], configured: number): readonly Finding[] {
  const taken = takenSize(looks);
  if (taken === undefined) return [noneTaken(looks)];
  return [...configuredFindings(taken, configured), ...announcementFindings(taken)];
}

function takenSize(looks: readonly PageSizeLook[]): TakenSize | undefined {
  return looks.flatMap(({ asked, reply }) => (reply.kind === 'answer' ? [{ asked, answer: reply }] : []))[0];
}

/** The size that larger pages are cut to; undefined when they are not, or when that cannot be seen. */
function keptSize({ asked, answer }: TakenSize): number | undefined {
  const came = recordsOf(answer);
  if (!isWhole(answer) && came > 0 && came < asked) return came;
  return answer.pageSize !== null && answer.pageSize < asked ? answer.pageSize : undefined;
}

function configuredFindings(taken: TakenSize, configured: number): readonly Finding[] {
  const kept = keptSize(taken);
  const step = 'pageSize';
  if (taken.asked < configured) {
    const message = `Pages of ${configured} are configured, but nothing above ${taken.asked} is taken, of the sizes tried.`;
    return [{ step, state: 'fault', code: 'page-size-refused', message }];
  }
  if (kept === undefined) {
    const unseen = isWhole(taken.answer)
      ? `; there were only ${recordsOf(taken.answer)} jobs to see it by`
      : '';
    return [
      { step, state: 'ok', code: 'page-size-taken', message: `Pages of ${taken.asked} are taken${unseen}.` },
    ];
  }
  const message = `Larger pages are cut to ${kept} without an error.`;
  if (kept >= configured) return [{ step, state: 'ok', code: 'page-size-cut', message }];
  const costs = `${message} ${configured} are configured: the service copes, with more calls.`;
  return [{ step, state: 'note', code: 'page-size-cut', message: costs }];
}

/** Only a page that is not the last one has to be full. */
function announcementFindings({ asked, answer }: TakenSize): readonly Finding[] {
  const announced = Math.min(answer.pageSize ?? asked, asked);
  const came = recordsOf(answer);
  if (answer.pageSize === null || isWhole(answer) || came === announced) return [];
  const message = `A page announces ${announced} records and brings ${came}, though there are more.`;
  return [{ step: 'pageSize', state: 'warning', code: 'page-size-not-kept', message }];
}

function noneTaken(looks: readonly PageSizeLook[]): Finding {
  const unanswered = looks.map(({ reply }) => reply).find(isUnanswered);
  if (unanswered !== undefined) return unansweredFinding('pageSize', unanswered);
  const message = 'No size of a page that was tried is taken.';
  return { step: 'pageSize', state: 'fault', code: 'page-size-refused', message };
}

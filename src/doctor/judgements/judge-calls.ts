import type { Finding } from '../finding.js';
import type { Reply } from '../reply.js';

const STEP = 'calls';

/** Whether the upstream bore our questions, as its replies tell. */
export function judgeCalls(replies: readonly Reply[]): Finding {
  const throttled = replies.find((reply) => reply.kind === 'throttled');
  if (throttled !== undefined) {
    const { retryAfterSeconds: seconds } = throttled;
    const wait = seconds === undefined ? '' : `, for ${seconds} s`;
    const message = `The upstream asked to slow down${wait}; nothing more was asked.`;
    return { step: STEP, state: 'fault', code: 'upstream-throttled', message };
  }
  if (replies.some(({ kind }) => kind === 'notAsked')) {
    const message = 'All calls that the doctor allows itself were used up before the end.';
    return { step: STEP, state: 'warning', code: 'calls-used-up', message };
  }
  return {
    step: STEP,
    state: 'ok',
    code: 'not-throttled',
    message: 'The upstream did not ask to slow down.',
  };
}

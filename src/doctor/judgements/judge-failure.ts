import { skipped, type Finding, type Step } from '../finding.js';
import type { RemedyCode } from '../remedies.js';
import type { FailureReason, Unanswered } from '../reply.js';

const CODES = {
  unreachable: 'upstream-unreachable',
  timeout: 'upstream-timeout',
  failing: 'upstream-failing',
  unusable: 'upstream-answer-unusable',
} as const satisfies Record<FailureReason, RemedyCode>;

const SENTENCES = {
  unreachable: 'The upstream could not be reached',
  timeout: 'The upstream did not answer in time',
  failing: 'The upstream failed',
  unusable: 'What the upstream answers is no list of jobs',
} as const satisfies Record<FailureReason, string>;

/** What is said of a step whose question was neither answered nor refused. */
export function unansweredFinding(step: Step, reply: Unanswered): Finding {
  switch (reply.kind) {
    case 'throttled':
      return skipped(step, 'the upstream asks to slow down');
    case 'notAsked':
      return skipped(step, reply.because);
    case 'failure': {
      const status = reply.status === undefined ? '' : ` (status ${reply.status})`;
      return {
        step,
        state: 'fault',
        code: CODES[reply.reason],
        message: `${SENTENCES[reply.reason]}${status}.`,
      };
    }
    default:
      return reply satisfies never;
  }
}

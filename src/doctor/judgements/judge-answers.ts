import type { Job } from '../../jobs/job.js';
import type { Finding } from '../finding.js';
import type { Answer } from '../reply.js';

const STEP = 'answers';

const SHAPES = {
  earlier: 'the earlier shape (totalNumber, result)',
  current: 'the current shape (totalCount, jobs)',
  wrapped: 'the current shape in an envelope (data)',
  list: 'a bare list',
  other: 'a shape that is not documented',
} as const satisfies Record<Answer['shape'], string>;

/** Which shape answers have, and what in them has no name here. */
export function judgeAnswers(answers: readonly Answer[]): readonly Finding[] {
  const shapes = [...new Set(answers.map(({ shape }) => shape))].map((shape) => SHAPES[shape]);
  const seen: Finding = {
    step: STEP,
    state: 'ok',
    code: 'answer-shape',
    message: `Answers come in ${shapes.join(' and ')}.`,
  };
  const jobs = answers.flatMap((answer) => answer.jobs);
  return [seen, ...runningFindings(jobs), ...unknownFindings(jobs), ...unusableFindings(answers)];
}

function runningFindings(jobs: readonly Job[]): readonly Finding[] {
  const running = jobs.filter(({ status }) => status === 'inProgress').length;
  if (running === 0) return [];
  const message = `Jobs in progress are returned; ${running} came.`;
  return [{ step: STEP, state: 'ok', code: 'running-jobs', message }];
}

function unknownFindings(jobs: readonly Job[]): readonly Finding[] {
  const types = jobs.filter(({ type }) => type === 'unknown').map(({ upstreamType }) => upstreamType);
  const statuses = jobs
    .filter(({ status }) => status === 'unknown')
    .map(({ upstreamStatus }) => upstreamStatus);
  return [...unknownFinding('type', types), ...unknownFinding('status', statuses)];
}

function unknownFinding(what: 'type' | 'status', values: readonly unknown[]): readonly Finding[] {
  if (values.length === 0) return [];
  // A number can be shown; a text is the upstream's own words.
  const shown = [...new Set(values.map((value) => (typeof value === 'number' ? String(value) : 'a text')))];
  const message = `${values.length} jobs have a ${what} that has no name here: ${shown.toSorted().join(', ')}.`;
  return [{ step: STEP, state: 'warning', code: 'unknown-values', message }];
}

function unusableFindings(answers: readonly Answer[]): readonly Finding[] {
  const unusable = answers.reduce((sum, answer) => sum + answer.unusable, 0);
  if (unusable === 0) return [];
  const message = `${unusable} records came without an id that can be used.`;
  return [{ step: STEP, state: 'warning', code: 'unusable-records', message }];
}

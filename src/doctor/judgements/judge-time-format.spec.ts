import { describe, expect, it } from 'vitest';

import type { Reply } from '../reply.js';
import { chooseTimeFormat, judgeTimeFormat, type TimeFormatEvidence } from './judge-time-format.js';

const EMPTY: Reply = {
  kind: 'answer',
  jobs: [],
  foreign: 0,
  unusable: 0,
  total: 0,
  pageSize: null,
  shape: 'current',
};
const REFUSAL: Reply = { kind: 'refusal', status: 400 };
const WORDING = { contract: 'get', timeFormat: 'epochMilliseconds', rangeEndName: 'finishTime' } as const;

interface Case {
  readonly hasJobs: boolean;
  readonly reply: Reply;
  readonly broughtJob: boolean | undefined;
}

function evidence({ hasJobs, reply, broughtJob }: Case): TimeFormatEvidence {
  const other = { wording: WORDING, reply, broughtJob };
  return { configured: 'iso8601', used: 'iso8601', hasJobs, other };
}

describe('judgeTimeFormat', () => {
  it.each([
    [
      'both bring jobs',
      { hasJobs: true, reply: EMPTY, broughtJob: true },
      'iso8601',
      'and as epochMilliseconds.',
    ],
    ['the other is misread', { hasJobs: true, reply: EMPTY, broughtJob: false }, 'iso8601', 'misread'],
    ['the other is refused', { hasJobs: true, reply: REFUSAL, broughtJob: undefined }, 'iso8601', 'refused'],
    [
      'the other cannot be told',
      { hasJobs: true, reply: EMPTY, broughtJob: undefined },
      'iso8601',
      'cannot be told',
    ],
    [
      'only the other brings jobs',
      { hasJobs: false, reply: EMPTY, broughtJob: true },
      'epochMilliseconds',
      'nothing',
    ],
    [
      'only this one is taken',
      { hasJobs: false, reply: REFUSAL, broughtJob: undefined },
      'iso8601',
      'refused',
    ],
    [
      'neither brings any',
      { hasJobs: false, reply: EMPTY, broughtJob: false },
      undefined,
      'not enough jobs to tell',
    ],
  ] as [string, Case, string | undefined, string][])(
    'judges formats of which %s',
    (_what, given, chosen, words) => {
      expect(chooseTimeFormat(evidence(given))).toBe(chosen);
      expect(judgeTimeFormat(evidence(given))[0]?.message).toContain(words);
    },
  );

  it('names a configured format that is not the one understood', () => {
    const findings = judgeTimeFormat(evidence({ hasJobs: false, reply: EMPTY, broughtJob: true }));
    expect(findings.map(({ code }) => code)).toEqual(['time-format', 'time-format-other']);
  });
});

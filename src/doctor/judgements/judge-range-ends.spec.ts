import { describe, expect, it } from 'vitest';

import type { RangeEndVerdict } from '../probes/range-ends.js';
import { chooseRangeEnd, judgeRangeEnds } from './judge-range-ends.js';

describe('judgeRangeEnds', () => {
  it.each([
    ['counts', 'refused', 'finishTime', ['ok range-end']],
    ['counts', 'counts', 'finishTime', ['ok range-end']],
    ['counts', 'unclear', 'finishTime', ['ok range-end']],
    ['ignored', 'counts', 'endTime', ['ok range-end', 'fault range-end-name']],
    ['refused', 'counts', 'endTime', ['ok range-end', 'fault range-end-name']],
    ['ignored', 'refused', undefined, ['fault range-end-ignored']],
    ['unclear', 'unclear', undefined, ['skipped skipped']],
  ] as [RangeEndVerdict, RangeEndVerdict, string | undefined, string[]][])(
    'judges an expected name that is %s, beside another that is %s',
    (expected, other, chosen, codes) => {
      const looks = [
        { name: 'finishTime', verdict: expected },
        { name: 'endTime', verdict: other },
      ] as const;
      expect(chooseRangeEnd(looks, 'finishTime')).toBe(chosen);
      const findings = judgeRangeEnds(looks, 'finishTime');
      expect(findings.map(({ state, code }) => `${state} ${code}`)).toEqual(codes);
    },
  );
});

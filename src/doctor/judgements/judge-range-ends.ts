import { skipped, type Finding } from '../finding.js';
import type { RangeEndLook } from '../probes/range-ends.js';
import type { RangeEndName } from '../wording.js';

const STEP = 'rangeEnd';

const VERDICTS = {
  counts: 'counts',
  ignored: 'is ignored',
  refused: 'is refused',
  unclear: 'could not be tried',
} as const satisfies Record<RangeEndLook['verdict'], string>;

/** The name to use: the expected one when it counts, else the other one when that does. */
export function chooseRangeEnd(
  looks: readonly RangeEndLook[],
  expected: RangeEndName,
): RangeEndName | undefined {
  const counting = looks.filter(({ verdict }) => verdict === 'counts').map(({ name }) => name);
  return counting.find((name) => name === expected) ?? counting[0];
}

/** What the end of a range is called. `expected` is the configured name, else the contract's documented one. */
export function judgeRangeEnds(looks: readonly RangeEndLook[], expected: RangeEndName): readonly Finding[] {
  const chosen = chooseRangeEnd(looks, expected);
  const seen = `${looks.map(({ name, verdict }) => `${name} ${VERDICTS[verdict]}`).join(', ')}.`;
  if (chosen === undefined) return [noneCounts(looks, seen)];
  const finding: Finding = {
    step: STEP,
    state: 'ok',
    code: 'range-end',
    message: `As the end of a range, ${seen}`,
  };
  if (chosen === expected) return [finding];
  const message = `The service would send ${expected}, but only ${chosen} counts.`;
  return [finding, { step: STEP, state: 'fault', code: 'range-end-name', message }];
}

function noneCounts(looks: readonly RangeEndLook[], seen: string): Finding {
  if (looks.some(({ verdict }) => verdict === 'unclear'))
    return skipped(STEP, 'the questions were not answered');
  const message = `Nothing ends a range: ${seen}`;
  return { step: STEP, state: 'fault', code: 'range-end-ignored', message };
}

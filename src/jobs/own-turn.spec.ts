import { describe, expect, it } from 'vitest';

import { turnsOfEnds } from '../../test/jobs/loop-turns.js';
import { ownTurn, SLICE_LENGTH, turnBefore } from './own-turn.js';

const many = (): Promise<void> => turnBefore(SLICE_LENGTH + 1);
const few = (): Promise<void> => turnBefore(SLICE_LENGTH);

describe('a turn of the event loop', () => {
  it('goes to one alone of all who wait for it', async () => {
    const turns = await turnsOfEnds([ownTurn, ownTurn, ownTurn, ownTurn]);
    expect(new Set(turns).size).toBe(4);
    expect(turns).toEqual(turns.toSorted((left, right) => left - right));
  });

  it('is waited for before work on many rows', async () => {
    expect(new Set(await turnsOfEnds([many, many, many])).size).toBe(3);
  });

  it('is not waited for before work on few', async () => {
    expect(new Set(await turnsOfEnds([few, few, few])).size).toBe(1);
  });
});

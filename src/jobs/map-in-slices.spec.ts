import { describe, expect, it } from 'vitest';

import { mapInSlices } from './map-in-slices.js';

const items = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How many items were made in each turn of the loop, of lists that were begun together. */
async function turnsOf(...lengths: readonly number[]): Promise<number[]> {
  const turns: number[] = [];
  let isOver = false;
  let made = 0;
  const count = (): void => {
    if (made > 0) turns.push(made);
    made = 0;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(lengths.map((length) => mapInSlices(items(length), () => (made += 1))));
  isOver = true;
  if (made > 0) turns.push(made);
  return turns;
}

describe('making something of many items', () => {
  it.each([0, 1, 499, 500, 501, 1_000, 1_700])('gives %i back in their order', async (length) => {
    expect(await mapInSlices(items(length), (item) => item * 2)).toEqual(
      items(length).map((item) => item * 2),
    );
  });

  it('lets everybody else have a turn after each five hundred', async () => {
    expect(await turnsOf(500)).toEqual([500]);
    expect(await turnsOf(1_700)).toEqual([500, 500, 500, 200]);
  });

  it('lets each turn have a slice of one list alone', async () => {
    expect(await turnsOf(1_000, 900)).toEqual([1_000, 500, 400]);
  });

  it('fails where one of them does', async () => {
    const failing = mapInSlices(items(900), (item) => {
      if (item === 700) throw new Error('a bug of a test');
      return item;
    });
    await expect(failing).rejects.toThrow('a bug of a test');
  });
});

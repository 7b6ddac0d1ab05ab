import { describe, expect, it } from 'vitest';

import { SignatureLane } from './signature-lane.js';

describe('SignatureLane', () => {
  it('makes one check at a time, in the order in which they came', async () => {
    const lane = new SignatureLane();
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const begun: number[] = [];
    const checks = gates.map((gate, index) =>
      lane.take(async () => {
        begun.push(index);
        await gate.promise;
        return index;
      }),
    );
    for (const [index, gate] of gates.entries()) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(begun).toHaveLength(index + 1);
      gate.resolve();
    }
    expect(await Promise.all(checks)).toEqual([0, 1, 2]);
  });

  it('goes on after a check that fails', async () => {
    const lane = new SignatureLane();
    const failing = lane.take(() => Promise.reject(new Error('no')));
    const next = lane.take(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });

  it('makes no check for those behind two hundred, and takes the next when the line has moved', async () => {
    const lane = new SignatureLane();
    const gate = Promise.withResolvers<void>();
    let checks = 0;
    const check = async (): Promise<true> => {
      await gate.promise;
      checks += 1;
      return true;
    };
    const waiting = Array.from({ length: 201 }, () => lane.take(check));
    expect(await waiting.at(-1)).toBeUndefined();
    gate.resolve();
    await Promise.all(waiting);
    expect([checks, await lane.take(check)]).toEqual([200, true]);
  });
});

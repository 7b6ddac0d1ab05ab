import { vi } from 'vitest';

/** Waits until a number has been the same for a while: nothing is on its way any more. */
export async function untilStill(count: () => number): Promise<void> {
  let last = Number.NaN;
  const isStill = (): boolean => {
    const now = count();
    const isSame = now === last;
    last = now;
    return isSame;
  };
  await vi.waitUntil(isStill, { timeout: 60_000, interval: 500 });
}

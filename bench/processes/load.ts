import type { LoadResult, LoadWish } from '../programs/load-wish.js';
import { Child } from './child.js';

/** Loads a server from a process of its own. Throws when any answer was not a 200: refusals are fast, and measure nothing. */
export async function load(wish: LoadWish): Promise<LoadResult> {
  const { child, ready } = await Child.program('load', wish);
  await child.close();
  const result = ready as LoadResult;
  if (result.failures > 0) throw new Error(`${result.failures} of ${result.requests} requests failed`);
  return result;
}

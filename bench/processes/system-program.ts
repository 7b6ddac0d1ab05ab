import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { timedGet } from '../timed-get.client.js';
import type { Child } from './child.js';

const START_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** Where a program of the system lies; undefined when it is not installed. */
export function systemProgram(name: string): string | undefined {
  return [name, `/usr/sbin/${name}`].find((path) => spawnSync(path, ['-V']).error === undefined);
}

/** Waits until it answers. Throws when it ends before, or in ten seconds. */
export async function untilAnswering(child: Child, url: string): Promise<void> {
  const endMs = performance.now() + START_MS;
  while (performance.now() < endMs && child.isRunning) {
    const isThere = await timedGet(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`${url} does not answer: ${child.stderr}`);
}

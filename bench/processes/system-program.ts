import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Child } from './child.js';

const START_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** Where a program of the system lies; undefined when it is not installed. */
export function systemProgram(name: string): string | undefined {
  return [name, `/usr/sbin/${name}`].find((path) => spawnSync(path, ['--version']).error === undefined);
}

/** Waits until it takes connections. Throws when it ends before, or takes none in ten seconds. */
export async function untilListening(child: Child, port: number): Promise<void> {
  const endMs = performance.now() + START_MS;
  while (performance.now() < endMs && child.isRunning) {
    if (await isListening(port)) return;
    // Such programs say nowhere that they listen.
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`nobody listens on port ${port}: ${child.stderr}`);
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import { median, quantile } from '../quantile.js';
import { atMost, type Bench, type Figure, rounded, type Section, told } from '../section.js';
import { timedGetOf } from '../timed-get.client.js';

const REST_MS = 2_000;
const BYTES_PER_MEGABYTE = 1_048_576;
const INSTALL_MS = 120_000;

export const start: Section = {
  name: 'start',
  title: 'Start, memory at rest, and size',
  method:
    'The compiled service with a configuration file of one connection and ten organizations, without a cache of compiled code: from the start of its process to its first answer about readiness, by the clock and in processor time; its memory two seconds later. The size is that of the image’s node_modules, installed from the lock file into an empty folder.',
  measure,
};

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const upstream = await Upstream.start({ organizations: 10, jobsEach: 1, days: 6 });
  try {
    const seconds: number[] = [];
    const processorSeconds: number[] = [];
    const megabytes: number[] = [];
    for (let round = 0; round < (bench.isShort ? 1 : 9); round += 1) {
      const started = await startOnce(bench, upstream);
      seconds.push(started.seconds);
      processorSeconds.push(started.processorSeconds);
      megabytes.push(started.megabytes);
    }
    const remark = `${rounded(quantile(seconds, 0))} to ${rounded(quantile(seconds, 1))}`;
    return [
      atMost('start to first answer', 1.5, { value: median(seconds), unit: 's', remark }),
      told('processor time of it', { value: median(processorSeconds), unit: 's' }),
      told('memory at rest', { value: median(megabytes), unit: 'MB' }),
      ...(bench.isShort ? [] : [await installedSize()]),
    ];
  } finally {
    await upstream.close();
  }
}

interface Started {
  readonly seconds: number;
  /** On a machine that others use too, the one figure that they hardly change. */
  readonly processorSeconds: number;
  readonly megabytes: number;
}

async function startOnce(bench: Bench, upstream: Upstream): Promise<Started> {
  const startMs = performance.now();
  const service = await Service.start({ bench, upstream });
  try {
    await timedGetOf(`${service.url}/health/ready`);
    const seconds = (performance.now() - startMs) / 1000;
    const processorSeconds = service.child.processorMs / 1000;
    await sleep(bench.isShort ? 0 : REST_MS);
    return { seconds, processorSeconds, megabytes: service.child.megabytesOf('VmRSS') };
  } finally {
    await service.close();
  }
}

/** Where nothing can be installed, that is told instead. */
async function installedSize(): Promise<Figure> {
  const what = 'node_modules of the image';
  const folder = mkdtempSync(join(tmpdir(), 'bench-install-'));
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(name, join(folder, name));
    const words = ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts'];
    await promisify(execFile)('npm', words, { cwd: folder, timeout: INSTALL_MS });
    const bytes = sizeOf(join(folder, 'node_modules'));
    return told(what, { value: bytes / BYTES_PER_MEGABYTE, unit: 'MB' });
  } catch {
    return { what, measured: 'could not be installed here' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

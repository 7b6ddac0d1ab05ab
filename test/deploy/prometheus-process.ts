import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { DEPLOY } from './promtool.js';

const isThere = spawnSync('prometheus', ['--version']).status === 0;

/** As with promtool: where it is not installed nothing is checked, but where a clone is judged. */
export const isPrometheusMissing = !isThere && process.env['CI'] === undefined;

if (isPrometheusMissing) process.stderr.write('prometheus is not installed: its checks are skipped\n');

/** One series of an answer, with its value at the moment of the question. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export interface RunningPrometheus {
  /** What it answers to a query, now. Throws with its own words when it cannot read the query. */
  query(expression: string): Promise<readonly Sample[]>;
  /** What a route of its interface answers, below `/api/v1`. */
  get<T>(path: string): Promise<T>;
}

/** Starts a Prometheus with the files of deploy/prometheus, that scrapes this address with this key every half second. */
export async function startPrometheus(target: string, key: string): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(DEPLOY, 'prometheus'), folder, { recursive: true });
  await writeFile(join(folder, 'backup-jobs.key'), key);
  const text = await readFile(join(folder, 'prometheus.yml'), 'utf8');
  const changed = text.replace('127.0.0.1:3000', new URL(target).host).replaceAll(': 30s', ': 500ms');
  await writeFile(join(folder, 'prometheus.yml'), changed);
  const port = await listeningPort(folder);
  expectConnectionsTo(port);
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const { status, data, error } = (await response.json()) as { status: string; data: T; error?: string };
    if (status !== 'success') throw new Error(error ?? status);
    return data;
  };
  const query = async (expression: string): Promise<readonly Sample[]> => {
    const path = `query?query=${encodeURIComponent(expression)}`;
    return (await get<{ result: readonly Sample[] }>(path)).result;
  };
  return { get, query };
}

/** Starts the process, ended with the test, and reads in its log where it listens. */
async function listeningPort(folder: string): Promise<number> {
  const args = ['prometheus.yml', 'data', '127.0.0.1:0'];
  const flags = ['--config.file', '--storage.tsdb.path', '--web.listen-address'];
  const child = spawn(
    'prometheus',
    flags.map((flag, index) => `${flag}=${args[index]}`),
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const isOver = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await isOver;
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    lines.push(line);
    const port = /Listening on.*address=127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stderr.resume();
    return Number(port);
  }
  throw new Error(`Prometheus ended: ${lines.join('\n')}`);
}

import type { ChaosClient } from './chaos-scene.js';
import { STALE_MS } from './chaos-scene.js';
import type { Cluster } from './cluster.js';
import { quantile } from './figures.js';
import type { Weather } from './weather.js';

const READS = 150;

export interface DownFigures {
  /** With everything well: half, and 99 of a hundred, were answered in so many milliseconds. */
  readonly upMs: readonly [p50: number, p99: number];
  readonly downMs: readonly [p50: number, p99: number];
  /** Answered with 200, of those read while everything was down. */
  readonly answered: number;
  readonly read: number;
}

/** Reads from a replica with warm copies, first with everything well, then with upstream, identity service and Redis gone. */
export async function measureEverythingDown(
  { replicas, redis }: Cluster,
  client: ChaosClient,
  weather: Weather,
): Promise<DownFigures> {
  const url = replicas[0]?.service?.url ?? '';
  const read = async (): Promise<[status: number, tookMs: number]> => {
    const begunMs = performance.now();
    const { status, body } = await fetch(`${url}/v1/jobs`, { headers: { 'x-api-key': client.key } });
    await body?.cancel();
    return [status, performance.now() - begunMs];
  };
  const up = await readMany(read);
  weather.become('a wall');
  await redis?.kill();
  const down = await readMany(read);
  return {
    upMs: spread(up),
    downMs: spread(down),
    answered: down.filter(([status]) => status === 200).length,
    read: down.length,
  };
}

/** One after the other; no longer than copies surely last. */
async function readMany<T>(read: () => Promise<T>): Promise<T[]> {
  const begunMs = Date.now();
  const results: T[] = [];
  while (results.length < READS && Date.now() - begunMs < STALE_MS / 2) results.push(await read());
  return results;
}

/** Half, and 99 of a hundred, took so many milliseconds at most. */
function spread(reads: readonly (readonly [status: number, tookMs: number])[]): [number, number] {
  const took = reads.map(([, tookMs]) => tookMs);
  return [quantile(took, 0.5), quantile(took, 0.99)];
}

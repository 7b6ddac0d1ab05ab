import { startRedis } from '../processes/redis.js';
import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import { median, quantile } from '../quantile.js';
import { type Bench, type Figure, rounded, type Section, told } from '../section.js';

const WAIT_MS = 20;
const DAY_MS = 86_400_000;
const WARM_UP = 3;

export const secondReplica: Section = {
  name: 'second-replica',
  title: 'A second replica with Redis',
  method: `Ten organizations of 100 jobs each, an upstream that takes ${WAIT_MS} ms. One replica fetches a window; another, which has never been asked for it, answers it from Redis, and then fetches a window that nobody has. Each round has windows of its own.`,
  measure,
};

interface Times {
  attempts: number;
  /** Only of those attempts that were answered without asking the upstream. */
  readonly shared: number[];
  readonly fetched: number[];
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const redis = await startRedis();
  if (redis === undefined) return [{ what: 'second replica', measured: 'Redis is not installed' }];
  const upstream = await Upstream.start({ organizations: 10, jobsEach: 100, days: 6, waitMs: WAIT_MS });
  const environment = { REDIS_URL: redis.url };
  const first = await Service.start({ bench, upstream, environment });
  const second = await Service.start({ bench, upstream, environment });
  try {
    return figuresOf(await takeTurns({ first, second, upstream }, bench.isShort ? 3 : 40));
  } finally {
    await Promise.all([first, second, upstream, redis.child].map((part) => part.close()));
  }
}

interface Replicas {
  readonly first: Service;
  readonly second: Service;
  readonly upstream: Upstream;
}

async function takeTurns({ first, second, upstream }: Replicas, rounds: number): Promise<Times> {
  const times: Times = { attempts: 0, shared: [], fetched: [] };
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    await first.get(windowOf(2 * round));
    const before = await upstream.callCount();
    const shared = await second.get(windowOf(2 * round));
    // A Redis that is slow for a moment is passed by.
    const isShared = (await upstream.callCount()) === before;
    const fetched = await second.get(windowOf(2 * round + 1));
    if (round < WARM_UP) continue;
    times.attempts += 1;
    if (!isShared) continue;
    times.shared.push(shared.elapsedMs);
    times.fetched.push(fetched.elapsedMs);
  }
  return times;
}

/** Seven days that end an hour ahead, another minute for each number: no window is answered from the one before. */
function windowOf(number: number): string {
  const toMs = START_MS - number * 60_000;
  const [from = '', to = ''] = [toMs - 7 * DAY_MS, toMs].map((timeMs) => new Date(timeMs).toISOString());
  return `/v1/jobs?from=${from}&to=${to}`;
}

const START_MS = Date.now() + 3_600_000;

function figuresOf({ attempts, shared, fetched }: Times): Figure[] {
  const ratios = shared.map((timeMs, round) => timeMs / (fetched[round] ?? NaN));
  return [
    told('first answer out of Redis, p50', timeOf(shared)),
    told('fetch, p50', timeOf(fetched)),
    told('out of Redis ÷ fetch', { value: median(ratios), unit: '' }),
    told('answered without asking the upstream', { value: shared.length, unit: `of ${attempts}` }),
  ];
}

function timeOf(times: readonly number[]) {
  return { value: median(times), unit: 'ms', remark: `p95 ${rounded(quantile(times, 0.95))} ms` };
}

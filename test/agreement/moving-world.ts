import { expect, onTestFinished } from 'vitest';

import type { Job } from '../../src/jobs/job.js';
import { Listening } from '../events/listening.js';
import { seriesFrom, startMetricsWorld, type MetricsWorld } from '../metrics/metrics-world.js';
import { plantedIn } from '../support/upstream.js';
import { JOBS } from './minutes.js';

/** The moments of one minute: callers' windows end with it, so that all of them ask the same question. */
const WATCHED_AT_MS = 2_000;
/** The background look for the metrics comes 5 to 15 seconds after the minute's beginning. */
const CHECKED_AT_MS = 20_000;
const MINUTE_MS = 60_000;
/** One call for each organization. */
export const CALLS_A_LOOK = 3;

const ENVIRONMENT = {
  CACHE_STALE_SECONDS: '3600',
  EVENTS_POLL_SECONDS: '60',
  METRICS_POLL_SECONDS: '60',
  UPSTREAM_RETRIES: '0',
};

export interface MovingWorld extends MetricsWorld {
  readonly listening: Listening;
  /** How many calls of the upstream have been answered and taken in. */
  answered(): Promise<number>;
  /** Lets the watch look at every organization, and then the metrics. */
  nextMinute(): Promise<void>;
  /** Waits until the listener has been told all that, in whatever order. */
  hasHeard(expected: readonly string[]): Promise<void>;
  /** The organizations that the metrics could not read, by id. */
  downInMetrics(): Promise<string[]>;
}

/** A service with a listener, looked at for the first time and for the metrics. */
export async function startMovingWorld(): Promise<MovingWorld> {
  const world = await startMetricsWorld({ jobs: plantedIn(JOBS), environment: ENVIRONMENT });
  onTestFinished(() => world.close());
  world.clock.advance(WATCHED_AT_MS);
  const listening = await Listening.open(world.service.url);
  await expect.poll(() => listening.beginnings).toBe(CALLS_A_LOOK);
  await world.look(CHECKED_AT_MS - WATCHED_AT_MS);
  const answered = async (): Promise<number> => {
    const counters = seriesFrom(await world.scrape(), 'bff_upstream_requests_total');
    return Object.values(counters).reduce((sum, count) => sum + count, 0);
  };
  return Object.assign(world, {
    listening,
    answered,
    nextMinute: async () => {
      const before = await answered();
      world.clock.advance(MINUTE_MS - CHECKED_AT_MS + WATCHED_AT_MS);
      await expect.poll(answered).toBe(before + CALLS_A_LOOK);
      await world.look(CHECKED_AT_MS - WATCHED_AT_MS);
    },
    hasHeard: async (expected: readonly string[]) =>
      await expect.poll(() => listening.heard.toSorted()).toEqual(expected.toSorted()),
    downInMetrics: async () =>
      Object.entries(seriesFrom(await world.scrape(), 'backup_source_up'))
        .filter(([, isUp]) => isUp === 0)
        .map(([series]) => /organization_id="([^"]+)"/.exec(series)?.[1] ?? series),
  });
}

/** A first list with what was heard since applied to it, in the order of the ids. */
export function stateOf(first: readonly Job[], { events }: Listening): Job[] {
  const state = new Map(first.map((job) => [job.id, job]));
  for (const { data } of events) state.set(data.job.id, data.job);
  return inOrder([...state.values()]);
}

export const inOrder = (jobs: readonly Job[]): Job[] =>
  jobs.toSorted((left, right) => (left.id < right.id ? -1 : 1));

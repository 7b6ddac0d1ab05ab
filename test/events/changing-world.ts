import { expect, onTestFinished } from 'vitest';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { EventsService } from '../../src/events/events.service.js';
import { clientEntry, KEY } from '../support/service.js';
import { NOW_MS } from '../support/upstream.js';
import { CARE, SALES, SERVICE, startWorld, type World } from '../cache/small-world.js';
import { Listening, type ListenOptions } from './listening.js';

/** The interval the tests look in: the default. */
export const POLL_MS = 30_000;
export const CARE_KEY = 'key-of-care';

export interface ChangingWorld extends World {
  /** The jobs of each organization, for the test to change. */
  readonly jobs: Record<string, StandInJob[]>;
  /** Opens a stream. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Opens one that hears of everything, and waits until every organization has been looked at once. */
  listenToAll(): Promise<Listening>;
  /** Lets a job come up in every organization, moves on by one interval, and waits until `listening` heard of them all. */
  nextLook(listening: Listening): Promise<void>;
  /** How many listen. */
  listeners(): number;
  /** Waits until answers that are on their way have been taken in: one more of the same kind has been. */
  settled(): Promise<void>;
}

/** A job that begins when the test does, and never ends unless told to. */
export function underWay(changes: Partial<StandInJob> = {}): StandInJob {
  const { finishMs: _finishMs, ...job } = plantJob(NOW_MS - 1_000, changes);
  return job;
}

const marker = (number: number): StandInJob => plantJob(NOW_MS - 1_000, { jobId: `marker-${number}` });

/** The service in front of organizations whose jobs a test changes as time goes by. */
export async function startChangingWorld(environment: Record<string, string> = {}): Promise<ChangingWorld> {
  const jobs: Record<string, StandInJob[]> = { [SALES]: [], [CARE]: [], [SERVICE]: [] };
  const world = await startWorld({
    jobs: ({ id }) => jobs[id] ?? [],
    clients: [clientEntry('all', KEY), clientEntry('care', CARE_KEY, [CARE])],
    environment: { CACHE_FRESH_SECONDS: '0', UPSTREAM_RETRIES: '0', ...environment },
  });
  onTestFinished(() => world.close());
  const listen = (options?: ListenOptions): Promise<Listening> => Listening.open(world.service.url, options);
  let markers = 0;
  return {
    ...world,
    jobs,
    listen,
    listenToAll: async () => {
      const listening = await listen();
      await expect.poll(() => listening.beginnings).toBe(3);
      return listening;
    },
    listeners: () => world.service.app.get(EventsService, { strict: false }).listenerCount,
    settled: async () => void (await world.service.get('/v1/organizations/nobody/jobs')),
    nextLook: async (listening) => {
      const number = (markers += 1);
      for (const planted of Object.values(jobs)) planted.push(marker(number));
      world.clock.advance(POLL_MS);
      await expect.poll(() => listening.timesHeard(`marker-${number}`)).toBe(3);
    },
  };
}

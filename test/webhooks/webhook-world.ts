import { expect, onTestFinished } from 'vitest';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { RedisClient } from '../../src/redis/redis.client.js';
import { settled as answersSettled } from '../cache/cache-setup.js';
import { CARE, SALES, SERVICE, TENANTS } from '../cache/small-world.js';
import { FakeClock } from '../support/fake-clock.js';
import { startService, type Service } from '../support/service.js';
import { connectionEntries, NOW_MS, startUpstream } from '../support/upstream.js';
import { SECRET, type Receiver } from './receiver.js';

const POLL_MS = 30_000;

export interface WebhookWorld {
  readonly clock: FakeClock;
  readonly jobs: Record<string, StandInJob[]>;
  readonly upstream: Awaited<ReturnType<typeof startUpstream>>;
  /** Starts the service, or one more replica of it, and waits until it has looked at everything once. */
  start(options?: StartOptions): Promise<Service>;
  /** Moves on by one interval, and waits until everything has been asked for again. */
  look(): Promise<void>;
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** How often the upstream is asked because of this start: 3, unless this replica is not the one that looks. */
  readonly asks?: number;
  /** Whether the Redis of the environment answers: then it decides who looks. */
  readonly isRedisThere?: boolean;
}

/** An entry that is told of everything everywhere, unless told otherwise. */
export function webhookEntry(receiver: Receiver, changes: object = {}): object {
  const events = ['job.failed', 'job.finishedWithException', 'organization.late', 'organization.recovered'];
  return { url: receiver.url, secret: SECRET, events, organizations: ['*'], ...changes };
}

/** A backup that ended as told; the default ended well an hour ago. */
export function ended(jobId: string, changes: Partial<StandInJob> = {}): StandInJob {
  return plantJob(NOW_MS - 3_600_000, { jobId, ...changes });
}

/** Organizations that are backed up well, their jobs in the test's hands, and services that tell receivers of them. */
export async function startWebhookWorld(
  webhooks: readonly object[],
  { clients }: { readonly clients?: readonly object[] } = {},
): Promise<WebhookWorld> {
  const clock = new FakeClock();
  const jobs: Record<string, StandInJob[]> = {};
  for (const id of [SALES, CARE, SERVICE]) jobs[id] = [ended(`good-${id}`)];
  const upstream = await startUpstream({ clock, tenants: TENANTS, jobs: ({ id }) => jobs[id] ?? [] });
  onTestFinished(() => upstream.close());
  const callers = clients === undefined ? {} : { clients };
  const file = { connections: connectionEntries(upstream, TENANTS), webhooks, ...callers };
  const asked = async (times: number): Promise<void> => {
    await expect.poll(() => upstream.jobRequests).toBe(times);
  };
  let running: Service | undefined;
  /** Answers that are on their way have been taken in when one that was asked for later has been. */
  const settled = async (): Promise<void> => {
    for (let times = 0; times < 3; times += 1) await running?.get('/v1/organizations/nobody/jobs');
  };
  return {
    clock,
    jobs,
    upstream,
    start: async ({ environment = {}, asks = 3, isRedisThere = 'REDIS_URL' in environment } = {}) => {
      const before = upstream.jobRequests;
      const plain = { CACHE_FRESH_SECONDS: '0', UPSTREAM_RETRIES: '0', METRICS_POLL_SECONDS: '0' };
      const service = await startService({ clock, file, environment: { ...plain, ...environment } });
      onTestFinished(() => service.close());
      if (isRedisThere) await letRedisDecide(service, clock);
      await asked(before + asks);
      running = service;
      await settled();
      return service;
    },
    look: async () => {
      const before = upstream.jobRequests;
      clock.advance(POLL_MS);
      await asked(before + 3);
      await settled();
    },
  };
}

/** Moves on in small steps until something has happened, which is a step too late at most. */
export async function pass(
  { clock }: WebhookWorld,
  { ms, until }: { ms: number; until: () => boolean },
): Promise<void> {
  const step = ms / 20;
  for (let steps = 0; steps < 20 && !until(); steps += 1) {
    clock.advance(step);
    await answersSettled();
  }
  await expect.poll(until).toBe(true);
}

/** The log lines about messages, in short. */
export function told({ logged }: Service): string[] {
  return logged
    .filter(({ code }) => String(code).startsWith('webhook_'))
    .map(({ code, type, reason, attempts }) =>
      [code, type, attempts, reason]
        .flatMap((part) => (typeof part === 'string' || typeof part === 'number' ? [part] : []))
        .join(' '),
    );
}

/** A start waits for no Redis: once it is there, the next turn asks it whose turn it is. */
async function letRedisDecide({ app }: Service, clock: FakeClock): Promise<void> {
  const redis = app.get(RedisClient, { strict: false });
  await expect.poll(() => redis.run((commands) => commands.get('nothing'))).toBe(null);
  clock.advance(5_000);
}

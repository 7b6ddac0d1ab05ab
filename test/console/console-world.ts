import { onTestFinished } from 'vitest';
import type { Browser, Page } from 'playwright-core';

import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, SERVICE, startWorld, type World, type WorldOptions } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { visit, type Visit } from './browser.js';

const HOUR_MS = 3_600_000;
const ago = (hours: number): number => NOW_MS - hours * HOUR_MS;

export interface ConsoleWorld extends World {
  /** The jobs of each organization, for the test to change. */
  readonly jobs: Record<string, StandInJob[]>;
  /** Opens a tab that is closed after the test. */
  visit(options?: Visit): Promise<Page>;
}

/** Sales is well, Care fails, Service is late. */
function jobsOfThree(): Record<string, StandInJob[]> {
  const failed = {
    outcome: 'failed',
    entities: { successful: 3, failed: 2, skipped: 0, warning: 0 },
  } as const;
  return {
    [SALES]: [plantJob(ago(8)), plantJob(ago(32)), plantJob(ago(9), { type: 'restore', jobId: 'restore' })],
    [CARE]: [
      plantJob(ago(7), failed),
      plantJob(ago(31)),
      plantJob(ago(55), { outcome: 'finishedWithException' }),
    ],
    [SERVICE]: [plantJob(ago(80))],
  };
}

interface Setting {
  readonly world: World;
  readonly jobs: ConsoleWorld['jobs'];
}

async function startSetting(options: WorldOptions = {}): Promise<Setting> {
  const jobs = jobsOfThree();
  const environment = { UPSTREAM_RETRIES: '0', CACHE_STALE_SECONDS: '3600', ...options.environment };
  const world = await startWorld({ jobs: ({ id }) => jobs[id] ?? [], ...options, environment });
  return { world, jobs };
}

/** The service in front of three organizations, and a browser in front of the service. */
export async function startConsoleWorld(browser: Browser, options?: WorldOptions): Promise<ConsoleWorld> {
  const setting = await startSetting(options);
  onTestFinished(() => setting.world.close());
  return withTabs(setting, browser);
}

let shared: Promise<Setting> | undefined;

/** The same service for every test that only looks: to start one takes longer than such a test. */
export async function sharedConsoleWorld(browser: Browser): Promise<ConsoleWorld> {
  shared ??= startSetting();
  return withTabs(await shared, browser);
}

export async function closeSharedWorld(): Promise<void> {
  await (await shared)?.world.close();
}

function withTabs({ world, jobs }: Setting, browser: Browser): ConsoleWorld {
  return {
    ...world,
    jobs,
    visit: async (visited) => {
      const { page, close } = await visit(browser, world.service.url, visited);
      onTestFinished(close);
      return page;
    },
  };
}

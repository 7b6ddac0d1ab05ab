import { beforeAll, expect, it } from 'vitest';

import { builtService } from '../process/built-service.js';
import { secretsIn } from '../reliability/canaries.js';
import { sceneOf } from './chaos-scene.js';
import { reportOf } from './report.js';
import { runChaos } from './run-chaos.js';

const PLAN = { seed: process.env['CHAOS_SEED'] ?? 'short', requests: 1_000, requestsPerEvent: 80 };

beforeAll(() => builtService(), 180_000);

it('answers only what the model allows, over three replicas and one Redis, while everything goes wrong', async () => {
  const outcome = await runChaos(PLAN);
  process.stdout.write(reportOf(PLAN, outcome));
  const { figures, mostMegabytes, logs } = outcome;
  expect(figures.wrong).toEqual([]);
  expect(figures.requests).toBeGreaterThanOrEqual(PLAN.requests);
  // Every state was met: a run in which nothing failed would prove nothing.
  expect(Object.keys(figures.byState).toSorted()).toEqual(['cached', 'failed', 'live', 'stale']);
  expect(mostMegabytes).toBeLessThan(450);
  const keys = sceneOf(PLAN.seed, 0).clients.map(({ key }) => key);
  expect(secretsIn(logs, ['secret-of-contoso', 'secret-of-fabrikam', ...keys])).toEqual([]);
}, 600_000);

import { beforeAll, expect, it } from 'vitest';

import { builtService } from '../process/built-service.js';
import { reportOf } from './report.js';
import { runChaos } from './run-chaos.js';

const PLAN = {
  seed: process.env['CHAOS_SEED'] ?? String(Date.now()),
  requests: Number(process.env['CHAOS_REQUESTS'] ?? 20_000),
  requestsPerEvent: 150,
};

beforeAll(() => builtService(), 180_000);

it('answers only what the model allows in 20,000 requests, and at once while everything is down', async () => {
  const outcome = await runChaos(PLAN);
  process.stdout.write(reportOf(PLAN, outcome));
  expect(outcome.figures.wrong).toEqual([]);
  expect(outcome.figures.requests).toBeGreaterThanOrEqual(PLAN.requests);
  expect(outcome.recoveryMs).toBeLessThan(Infinity);
  expect(outcome.down.answered).toBe(outcome.down.read);
  expect(outcome.down.downMs[1]).toBeLessThan(100);
  expect(outcome.mostMegabytes).toBeLessThan(450);
});

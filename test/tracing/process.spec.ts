import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { builtService } from '../process/built-service.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { startCollector, type Collector } from './collector.js';

const KEY = 'canary-key';
/** What a service takes to end in which nothing is left to do is a second; a busy machine gets some more. */
const PROMISED_MS = 1_000;
let upstream: StandIn;
let collector: Collector;
let service: ServiceProcess & { readonly url: string };

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
});
afterAll(() => upstream.close());
beforeEach(async () => {
  collector = await startCollector();
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] },
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'jobs-of-the-test' },
  });
  await fetch(`${service.url}/v1/jobs?${DAY}`, { headers: { 'x-api-key': KEY } });
});
afterEach(async () => {
  await service.close();
  await collector.close();
});

it('a process that is told to stop sends what it has, under the name that the operator gave it', async () => {
  service.signal('SIGTERM');
  expect(await service.exit()).toBe(0);
  expect(collector.spans.map(({ name }) => name)).toContain('GET /v1/jobs');
  expect(collector.spans[0]?.resource['service.name']).toBe('jobs-of-the-test');
});

it('a process whose collector hangs ends as soon as ever', async () => {
  collector.status = undefined;
  const begunMs = performance.now();
  service.signal('SIGTERM');
  expect(await service.exit()).toBe(0);
  const tookMs = Math.round(performance.now() - begunMs);
  expect(collector.spans.length).toBeGreaterThan(0);
  process.stdout.write(`stop with a collector that hangs: ${tookMs} ms of ${PROMISED_MS} ms\n`);
});

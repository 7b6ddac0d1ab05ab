import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { OtlpTracing } from '../../src/tracing/otlp-tracing.js';
import { TraceExportClient } from '../../src/tracing/trace-export.client.js';
import { DAY, startWorld } from '../cache/small-world.js';
import { FakeClock } from '../support/fake-clock.js';
import { startCollector, type Collector } from './collector.js';

const LAST_FLUSH_MS = 250;
let collector: Collector;

beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

describe('a service whose collector', () => {
  it('does not answer is answered and closed as if there were none', async () => {
    collector.status = undefined;
    const world = await startWorld({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    expect((await world.service.get(`/v1/jobs?${DAY}`)).status).toBe(200);
    const closed = world.close();
    await expect.poll(() => collector.texts).toHaveLength(1);
    world.clock.advance(LAST_FLUSH_MS);
    await closed;
    // It ended before the exporter gave up.
    expect(world.service.logged.map(({ code }) => code)).not.toContain('traces_unsent');
  });

  it('is not there is answered and closed as if there were none', async () => {
    await collector.close();
    const world = await startWorld({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    expect((await world.service.get(`/v1/jobs?${DAY}`)).status).toBe(200);
    let isClosed = false;
    const closed = world.close().then(() => void (isClosed = true));
    await expect.poll(() => (world.clock.advance(LAST_FLUSH_MS), isClosed)).toBe(true);
    await closed;
    expect(collector.texts).toEqual([]);
  });
});

describe('what the log is told', () => {
  it('is once that nothing is taken, and once that it is again, without the collector’s words', async () => {
    const logger = new Logger();
    const warned = vi.spyOn(logger, 'warn').mockReturnValue();
    const told = vi.spyOn(logger, 'log').mockReturnValue();
    const client = new TraceExportClient(`${collector.url}/`, logger);
    const send = (): Promise<void> => new Promise((resolve) => client.export([], () => resolve()));
    for (const status of [200, 400, 400, 404, 200, 200]) {
      collector.status = status;
      await send();
    }
    await client.shutdown();
    expect(collector.texts).toHaveLength(6);
    expect(warned.mock.calls).toEqual([
      [{ code: 'traces_unsent', message: 'the collector takes no traces' }],
    ]);
    expect(told.mock.calls).toEqual([[{ code: 'traces_sent', message: 'the collector takes traces again' }]]);
  });
});

it('spans that nobody takes are dropped beyond a bound', async () => {
  collector.status = undefined;
  const clock = new FakeClock();
  const tracing = new OtlpTracing({ endpoint: collector.url, clock, logger: new Logger() });
  const makeSpans = (count: number): void => {
    for (let made = 0; made < count; made += 1)
      tracing
        .startSpan({ kind: 'client', name: 'one', parent: undefined, attributes: {} })
        .end({ attributes: {}, isError: false });
  };
  makeSpans(512);
  await expect.poll(() => collector.spans).toHaveLength(512);
  makeSpans(10_000);
  const ended = tracing.onApplicationShutdown();
  await expect.poll(() => collector.spans).toHaveLength(512 + 2_048);
  clock.advance(LAST_FLUSH_MS);
  await ended;
});

it('a span lasts as long as the clock says', async () => {
  const clock = new FakeClock(Date.parse('2026-11-20T12:00:00.000Z'));
  const tracing = new OtlpTracing({ endpoint: collector.url, clock, logger: new Logger() });
  const span = tracing.startSpan({ kind: 'client', name: 'one', parent: undefined, attributes: {} });
  clock.advance(1_500);
  span.end({ attributes: {}, isError: false });
  await tracing.onApplicationShutdown();
  expect(collector.texts.join('')).toContain(
    '"startTimeUnixNano":"1795176000000000000","endTimeUnixNano":"1795176001500000000"',
  );
});

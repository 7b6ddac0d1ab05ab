import { Counter, Histogram, register } from 'prom-client';
import { describe, expect, it } from 'vitest';

import { InstrumentRegistry } from './instrument-registry.js';

/** Two connections, measured with a counter and a histogram. */
function measured(): InstrumentRegistry {
  const registry = new InstrumentRegistry();
  const registers = [registry];
  const calls = new Counter({
    name: 'calls_total',
    help: 'Calls.',
    labelNames: ['connection', 'outcome'],
    registers,
  });
  const labelNames = ['connection'];
  const took = new Histogram({ name: 'took_seconds', help: 'Time.', labelNames, buckets: [1], registers });
  for (const connection of ['first', 'second']) {
    calls.inc({ connection, outcome: 'ok' });
    took.observe({ connection }, 2);
  }
  return registry;
}

const linesWith = (text: string, part: string): string[] =>
  text.split('\n').filter((line) => line.includes(part));

describe('a view of what is measured', () => {
  it('has the series of the named connections, and everything that is of none', async () => {
    const registry = measured();
    const visible = { connections: new Set(['first']), organizations: new Set<string>() };
    const text = await (await registry.viewOf(visible)).metrics();
    expect(linesWith(text, '"first"')).toEqual([
      'calls_total{connection="first",outcome="ok"} 1',
      'took_seconds_bucket{le="1",connection="first"} 0',
      'took_seconds_bucket{le="+Inf",connection="first"} 1',
      'took_seconds_sum{connection="first"} 2',
      'took_seconds_count{connection="first"} 1',
    ]);
    expect(linesWith(text, '"second"')).toEqual([]);
    expect(linesWith(text, 'process_cpu_seconds_total ')).not.toEqual([]);
    expect(linesWith(await registry.metrics(), '"second"')).toHaveLength(5);
  });

  it('has of what is told apart by organization only those that are visible', async () => {
    const registry = new InstrumentRegistry();
    const labelNames = ['connection', 'organization_id'];
    const sent = new Counter({ name: 'sent_total', help: 'Sent.', labelNames, registers: [registry] });
    for (const id of ['a', 'b']) sent.inc({ connection: 'first', organization_id: id });
    const visible = { connections: new Set(['first']), organizations: new Set(['a']) };
    const text = await (await registry.viewOf(visible)).metrics();
    expect(linesWith(text, 'sent_total{')).toEqual(['sent_total{connection="first",organization_id="a"} 1']);
  });

  it('is of one service: another one in the same process has its own', async () => {
    const [one, other] = [measured(), new InstrumentRegistry()];
    expect(linesWith(await one.metrics(), 'calls_total')).not.toEqual([]);
    expect(linesWith(await other.metrics(), 'calls_total')).toEqual([]);
    expect(await register.getMetricsAsJSON()).toEqual([]);
  });
});

it('lets go of the series of connections that are no more, for good', async () => {
  const registry = measured();
  await registry.keepOnly(new Set(['second']));
  const text = await registry.metrics();
  expect(linesWith(text, '"first"')).toEqual([]);
  expect(linesWith(text, '"second"')).toHaveLength(5);
});

import { startWorld, type World, type WorldOptions } from '../cache/small-world.js';
import { startCollector, type Collector } from './collector.js';

/** Nothing ends by itself while a test moves the clock. */
const PATIENT = { UPSTREAM_TIMEOUT_SECONDS: '600', REQUEST_DEADLINE_SECONDS: '600' };

export interface TracedWorld extends World {
  readonly collector: Collector;
}

/** A small world whose service sends its traces to a collector of its own. */
async function startTracedWorld({ environment, ...rest }: WorldOptions = {}): Promise<TracedWorld> {
  const collector = await startCollector();
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const world = await startWorld({ ...rest, environment: { ...PATIENT, ...endpoint, ...environment } });
  return { ...world, collector };
}

/** What the collector has when the service has done this and come to its end. */
export async function tracesOf(
  work: (world: TracedWorld) => Promise<void>,
  options: WorldOptions = {},
): Promise<Pick<Collector, 'spans' | 'texts'>> {
  const world = await startTracedWorld(options);
  try {
    await work(world);
  } finally {
    await world.close();
    await world.collector.close();
  }
  return world.collector;
}

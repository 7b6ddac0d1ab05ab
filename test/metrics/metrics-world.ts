import { BackupPoll } from '../../src/metrics/backup-poll.js';
import { startWorld, type World, type WorldOptions } from '../cache/small-world.js';
import { KEY, sha256Hex } from '../support/service.js';

/** No first look comes later than this after the start. */
export const FIRST_LOOK_MS = 15_000;
export const POLL_MS = 300_000;

/** A client entry that may read metrics, and nothing else unless told otherwise. */
export function scraperEntry(
  name: string,
  key: string,
  organizations: readonly string[] = ['*'],
  permissions: readonly string[] = ['metrics:read'],
): object {
  return { name, apiKeySha256: [sha256Hex(key)], organizations, permissions };
}

/** Series with their values, as they were written down: `name{label="value"}`. */
export type Scraped = Readonly<Record<string, number>>;

export interface MetricsWorld extends World {
  /** Lets the first look, or the next one, happen. */
  look(afterMs?: number): Promise<void>;
  /** What a caller is shown, as it came. */
  text(key?: string): Promise<string>;
  scrape(key?: string): Promise<Scraped>;
}

/** A service that is scraped, in front of a small upstream; both on a clock that stands still. */
export async function startMetricsWorld({
  clients = [scraperEntry('all', KEY, ['*'], ['metrics:read', 'jobs:read'])],
  environment,
  ...options
}: WorldOptions = {}): Promise<MetricsWorld> {
  const world = await startWorld({
    ...options,
    clients,
    environment: { METRICS_POLL_SECONDS: String(POLL_MS / 1000), ...environment },
  });
  const text = async (key = KEY): Promise<string> => {
    const { status, text: body } = await world.service.get('/metrics', { key });
    if (status !== 200) throw new Error(`the scrape was answered with ${status}: ${body}`);
    return body;
  };
  return {
    ...world,
    text,
    scrape: async (key) => seriesOf(await text(key)),
    look: async (afterMs = FIRST_LOOK_MS) => {
      world.clock.advance(afterMs);
      await world.service.app.get(BackupPoll).running;
    },
  };
}

/** Reads the Prometheus text format as far as the tests need it. */
export function seriesOf(text: string): Scraped {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

/** The series of some families, by the beginning of their names. */
export function seriesFrom(scraped: Scraped, ...beginnings: readonly string[]): Scraped {
  return Object.fromEntries(
    Object.entries(scraped).filter(([series]) => beginnings.some((start) => series.startsWith(start))),
  );
}

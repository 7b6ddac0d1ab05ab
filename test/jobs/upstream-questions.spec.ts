import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { questionsTo } from '../support/upstream.js';
import { SALES, startWorld, tenantOf, type World } from './world.js';

const WEEK_BY_GET = {
  pageIndex: '1',
  pageSize: '100',
  type: '0',
  startTime: '2026-11-13T12:00:00.000Z',
  finishTime: '2026-11-20T12:00:00.000Z',
  organizationId: SALES.id,
};

describe('what the upstream is asked by GET', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld({ environment: { CACHE_FRESH_SECONDS: '0' } })));
  beforeEach(() => world.upstream.reset());
  afterAll(() => world.close());

  it.each([
    ['', 'by default'],
    ['?status=failed', 'for one status'],
    ['?type=backup&status=failed', 'for one type and status'],
    ['?type=backup,restore&type=export&status=failed,finished', 'for several of each'],
    [
      `?organizationId={${SALES.id.toUpperCase()}}&sort=backupSizeBytes&page=7&pageSize=200`,
      'for an order and a page',
    ],
    [
      '?from=2026-11-13T12:00:59.999Z&to=2026-11-20T11:59:00.001Z',
      'for a window that is not of whole minutes',
    ],
  ])('is the whole window, without type and status: %s %s', async (query) => {
    await world.list(`/v1/jobs${query}`);
    expect(questionsTo(world.upstream)).toEqual([WEEK_BY_GET]);
  });

  it('carries the token of the connection and the trace of the caller, and nothing of his key', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await world.list('/v1/jobs', { headers: { traceparent } });
    const asked = world.upstream.received.find(({ route }) => route === 'get');
    expect(asked?.tokenSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(asked?.headers).toMatchObject({ traceparent, accept: 'application/json' });
    expect(asked?.headers).not.toHaveProperty('x-api-key');
  });
});

it.each([
  ['iso8601', '2026-11-13T12:00:00.000Z', '2026-11-20T12:00:00.000Z'],
  ['epochMilliseconds', 1_794_571_200_000, 1_795_176_000_000],
] as const)(
  'writes times as %s where the connection says so, in either contract',
  async (timeFormat, from, to) => {
    const tenants = [
      tenantOf({ timeFormat }),
      tenantOf({
        name: 'fabrikam',
        contract: 'post',
        timeFormat,
        organizations: [{ id: SALES.id.replace('6', '7'), name: 'Other' }],
      }),
    ];
    const world = await startWorld({ tenants, connection: { timeFormat } });
    try {
      const { partial } = await world.list('/v1/jobs');
      expect(partial).toBe(false);
      const [byGet, byPost] = questionsTo(world.upstream).toSorted((left) => ('pageInfo' in left ? 1 : -1));
      expect(byGet).toEqual({ ...WEEK_BY_GET, startTime: String(from), finishTime: String(to) });
      expect(byPost).toEqual({
        pageInfo: { currentPage: 1, pageSize: 100 },
        type: 0,
        startTime: from,
        endTime: to,
        organizationId: SALES.id.replace('6', '7'),
      });
    } finally {
      await world.close();
    }
  },
);

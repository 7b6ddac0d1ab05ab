import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { NOW_MS, plantedIn, questionsTo } from '../support/upstream.js';
import { CARE, SALES, startWorld, tenantOf, type World } from './world.js';

const OLD = plantJob(Date.parse('2025-03-01T22:10:00.500Z'), { jobId: 'DCIB2025030122100050012345' });
const NEW = plantJob(NOW_MS - 3_600_000);
const PLAIN = plantJob(NOW_MS - 7_200_000, { jobId: 'plain/id?1' });
const OLD_PLAIN = plantJob(Date.parse('2026-01-05T10:00:00.000Z'), { jobId: 'old-plain' });

let world: World;
beforeAll(async () => {
  const jobs = plantedIn({ [SALES.id]: [NEW, PLAIN, OLD_PLAIN, OLD] });
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })], jobs });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(120_000);
});
afterAll(() => world.close());

const pathOf = ({ jobId }: { jobId: string }): string => `/v1/jobs/${encodeURIComponent(jobId)}`;

function windowsAsked(): Set<string> {
  return new Set(
    questionsTo(world.upstream).map(
      ({ startTime, finishTime }) => `${String(startTime)} ${String(finishTime)}`,
    ),
  );
}

describe('a job whose id holds its start', () => {
  it('is looked for in the days around it, in every organization', async () => {
    const { status, body } = await world.service.get(pathOf(OLD));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { id: OLD.jobId, organization: { id: SALES.id } },
      source: { organizationId: SALES.id, state: 'live', totalItems: 1 },
    });
    expect(Object.keys(body as object)).toEqual(['data', 'source']);
    expect(windowsAsked()).toEqual(new Set(['2025-03-01T00:00:00.000Z 2025-03-03T00:00:00.000Z']));
    expect(questionsTo(world.upstream)).toHaveLength(2);
  });

  it('is looked for there whatever window is named', async () => {
    expect((await world.service.get(`${pathOf(OLD)}?from=2026-11-01&to=2026-11-02`)).status).toBe(200);
  });

  it('is looked for in the one organization that is named', async () => {
    const { body } = await world.service.get(`${pathOf(OLD)}?organizationId=SALES`);
    expect(body).toMatchObject({ data: { id: OLD.jobId } });
    expect(questionsTo(world.upstream).map(({ organizationId }) => organizationId)).toEqual([SALES.id]);
  });

  it('is taken from a copy of any window, without a call', async () => {
    await world.list('/v1/jobs?organizationId=sales');
    world.upstream.reset();
    const { body } = await world.service.get(`${pathOf(NEW)}?organizationId=sales`);
    expect(body).toMatchObject({ data: { id: NEW.jobId }, source: { state: 'cached' } });
    expect(world.upstream.received).toEqual([]);
  });

  it('is asked for anew when the caller does not want copies', async () => {
    await world.list('/v1/jobs?organizationId=sales');
    world.upstream.reset();
    const headers = { 'cache-control': 'no-cache' };
    const { body } = await world.service.get(`${pathOf(NEW)}?organizationId=sales`, { headers });
    expect(body).toMatchObject({ source: { state: 'live' } });
    expect(world.upstream.jobRequests).toBe(1);
  });
});

describe('a job whose id holds no start', () => {
  it('is looked for in the last seven days', async () => {
    const { body } = await world.service.get(pathOf(PLAIN));
    expect(body).toMatchObject({ data: { id: PLAIN.jobId } });
    const nowMs = world.clock.wallMs();
    const week = [nowMs - 7 * 86_400_000, nowMs].map((timeMs) => new Date(timeMs).toISOString());
    expect(windowsAsked()).toEqual(new Set([week.join(' ')]));
  });

  it('is found further back only with a window', async () => {
    expect((await world.service.get(pathOf(OLD_PLAIN))).status).toBe(404);
    const { body } = await world.service.get(`${pathOf(OLD_PLAIN)}?from=2026-01-05&to=2026-01-06`);
    expect(body).toMatchObject({ data: { id: 'old-plain' } });
  });
});

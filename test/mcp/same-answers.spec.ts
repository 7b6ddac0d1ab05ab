import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SALES, startWorld, WEEK, type World } from '../cache/small-world.js';
import { questionsTo } from '../support/upstream.js';
import { connectClient, type McpClient } from './mcp-client.js';

const WEEK_ARGUMENTS = Object.fromEntries(new URLSearchParams(WEEK));

let world: World;
let client: McpClient;

beforeAll(async () => {
  world = await startWorld();
  client = await connectClient(world.service.url);
});
afterAll(() => world.close());

async function restBody(path: string): Promise<Record<string, unknown>> {
  const { body } = await world.service.get(path);
  return body as Record<string, unknown>;
}

describe('the tools', () => {
  it('list the jobs that GET /v1/jobs lists, and ask the upstream nothing that it has answered', async () => {
    const given = {
      ...WEEK_ARGUMENTS,
      status: ['failed', 'finished'],
      pageSize: 2,
      page: 2,
      sort: 'startTime',
    };
    const { body } = await client.call('list_jobs', given);
    const asked = questionsTo(world.upstream).length;
    expect(asked).toBe(3);
    const rest = await restBody(`/v1/jobs?${WEEK}&status=failed,finished&pageSize=2&page=2&sort=startTime`);
    expect(body?.['data']).toEqual(rest['data']);
    expect(body?.['data']).toHaveLength(2);
    expect(body?.['page']).toEqual(rest['page']);
    expect(rest['page']).toMatchObject({ number: 2, size: 2, totalItems: 6 });
    expect(questionsTo(world.upstream)).toHaveLength(asked);
  });

  it('go on with the cursor of the last page', async () => {
    const { body } = await client.call('list_jobs', { ...WEEK_ARGUMENTS, pageSize: 5 });
    const { nextCursor } = body!['page'] as { nextCursor: string };
    const { body: next } = await client.call('list_jobs', { cursor: nextCursor, pageSize: 5 });
    const all = await restBody(`/v1/jobs?${WEEK}`);
    expect([...(body!['data'] as object[]), ...(next!['data'] as object[])]).toEqual(all['data']);
  });

  it('count what GET /v1/jobs/summary counts', async () => {
    const { body } = await client.call('summarize_jobs', { ...WEEK_ARGUMENTS, organizationId: ['sales'] });
    const rest = await restBody(`/v1/jobs/summary?${WEEK}&organizationId=sales`);
    const { sources: _ours, ...counts } = body ?? {};
    const { sources: _theirs, ...expected } = rest;
    expect(counts).toEqual(expected);
    expect(counts).toMatchObject({
      totalJobs: 3,
      byStatus: { finished: 1, failed: 1, finishedWithException: 1 },
    });
  });

  it('tell the health that GET /v1/organizations tells', async () => {
    const { body } = await client.call('list_organizations');
    const rest = await restBody('/v1/organizations');
    expect(body?.['data']).toEqual(rest['data']);
    expect(body?.['data']).toHaveLength(3);
  });

  it('find one job by its id', async () => {
    const { data } = (await restBody(`/v1/jobs?${WEEK}&organizationId=sales`)) as { data: { id: string }[] };
    const { body } = await client.call('get_job', { jobId: data[0]!.id, organizationId: SALES });
    expect(body?.['data']).toEqual(data[0]);
  });

  it('take a single text where the schema says a list, as REST does', async () => {
    const { body } = await client.call('list_jobs', { ...WEEK_ARGUMENTS, status: 'failed,FINISHED' });
    expect(body?.['page']).toMatchObject({ totalItems: 6 });
  });
});

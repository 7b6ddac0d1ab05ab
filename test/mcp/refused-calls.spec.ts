import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';
import { connectClient, type McpClient } from './mcp-client.js';

let world: World;
let client: McpClient;

beforeAll(async () => {
  world = await startWorld();
  client = await connectClient(world.service.url);
});
afterAll(() => world.close());

/** What REST answers to the same question, without what is different with each request. */
async function restProblem(path: string): Promise<Record<string, unknown>> {
  const { body } = await world.service.get(path);
  return lasting(body as Record<string, unknown>);
}

function lasting(problem: Record<string, unknown> | undefined): Record<string, unknown> {
  const { requestId: _requestId, instance: _instance, ...rest } = problem ?? {};
  return rest;
}

const refuse = (_request: unknown, response: ServerResponse): undefined => void response.writeHead(400).end();

const BAD_CALLS: readonly [tool: string, given: Record<string, unknown>, path: string][] = [
  ['list_jobs', { type: ['backup', 'sunshine'], page: 0 }, '/v1/jobs?type=backup,sunshine&page=0'],
  ['list_jobs', { page: [1, 2] }, '/v1/jobs?page=1&page=2'],
  ['list_jobs', { page: null, allowPartial: 'perhaps' }, '/v1/jobs?page=x&allowPartial=x'],
  ['list_jobs', { colour: 'red', constructor: 'x' }, '/v1/jobs?colour=red&constructor=x'],
  ['list_jobs', { from: '2026-11-20', to: '2026-11-19' }, '/v1/jobs?from=2026-11-20&to=2026-11-19'],
  ['list_jobs', { sort: 'x'.repeat(9_000) }, `/v1/jobs?sort=${'x'.repeat(9_000)}`],
  ['summarize_jobs', { status: 'gone' }, '/v1/jobs/summary?status=gone'],
  ['list_organizations', { organizationId: 'sales' }, '/v1/organizations?organizationId=sales'],
  ['get_job', { jobId: '\u00e9' }, '/v1/jobs/%C3%A9'],
  ['get_job', {}, '/v1/jobs/%20'],
  ['get_job', { jobId: 'DC1', organizationId: 'nobody' }, '/v1/jobs/DC1?organizationId=nobody'],
];

describe('a call that cannot be answered', () => {
  it.each(BAD_CALLS)('of %s with %j is refused in the words of REST', async (tool, given, path) => {
    const { body, problem } = await client.call(tool, given);
    expect(body).toBeUndefined();
    expect(lasting(problem)).toEqual(await restProblem(path));
    expect(world.upstream.jobRequests).toBe(0);
  });

  it('is told by a problem document whose request id is in the log with both requests', async () => {
    const { problem } = await client.call('list_jobs', { page: 0 });
    const routes = (): unknown[] =>
      world.service.logged
        .filter(({ requestId }) => requestId === problem?.['requestId'])
        .map(({ route }) => route);
    await expect.poll(routes).toEqual(['/v1/jobs', '/mcp']);
  });

  it('is refused when there is no such tool', async () => {
    await expect(client.call('drop_cache')).rejects.toThrow('There is no such tool.');
    await expect(client.call('__proto__')).rejects.toThrow('There is no such tool.');
  });

  it.each(['events', 'export', 'summary', '..', '.'])(
    'is no way to another route: there is no job %j',
    async (jobId) => {
      const { problem } = await client.call('get_job', { jobId });
      const unknown = await client.call('get_job', { jobId: 'DCIB2022081903124382222110' });
      expect(problem).toMatchObject({ type: '/problems/job-not-found', status: 404 });
      expect(lasting(problem)).toEqual(lasting(unknown.problem));
    },
  );

  it('is told why when the upstream fails, with the sources that are missing', async () => {
    world.upstream.faults.next({ match: 'get', respond: refuse, times: Infinity });
    const { problem } = await client.call('list_jobs', { from: '2026-11-01', to: '2026-11-02' });
    expect(problem).toMatchObject({ type: '/problems/upstream-rejected', status: 502 });
    expect(problem?.['sources']).toHaveLength(3);
  });
});

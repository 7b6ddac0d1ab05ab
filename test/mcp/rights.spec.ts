import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTokenWorld, tokenOf, type TokenWorld } from '../auth/token-world.js';
import { CARE, SALES, startWorld, WEEK, type World } from '../cache/small-world.js';
import { clientEntry, KEY, sha256Hex } from '../support/service.js';
import { questionsTo } from '../support/upstream.js';
import { connectClient, post, toolCall } from './mcp-client.js';

const WEEK_ARGUMENTS = Object.fromEntries(new URLSearchParams(WEEK));
const SALES_KEY = 'key-of-sales';

const CLIENTS = [
  clientEntry('all', KEY),
  clientEntry('sales', SALES_KEY, ['sales']),
  {
    name: 'scraper',
    apiKeySha256: [sha256Hex('key-of-scraper')],
    organizations: ['*'],
    permissions: ['metrics:read'],
  },
  { ...clientEntry('modest', 'key-of-modest'), requestsPerMinute: 6 },
];

interface Listed {
  readonly data: readonly { readonly organization: { readonly id: string } }[];
}

let world: World;

beforeAll(async () => {
  world = await startWorld({ clients: CLIENTS });
});
afterAll(() => world.close());

function withoutRequest(problem: Record<string, unknown> | undefined): Record<string, unknown> {
  const { requestId: _requestId, instance: _instance, ...rest } = problem ?? {};
  return rest;
}

describe('who calls a tool', () => {
  it('sees its own organizations, warm or cold, and nobody else is asked about', async () => {
    const sales = await connectClient(world.service.url, { 'x-api-key': SALES_KEY });
    const cold = (await sales.call('list_jobs', WEEK_ARGUMENTS)).body as unknown as Listed;
    expect(new Set(cold.data.map(({ organization }) => organization.id))).toEqual(new Set([SALES]));
    expect(questionsTo(world.upstream).map(({ organizationId }) => organizationId)).toEqual([SALES]);
    const all = await connectClient(world.service.url);
    const everything = (await all.call('list_jobs', WEEK_ARGUMENTS)).body as unknown as Listed;
    expect(everything.data).toHaveLength(9);
    const warm = (await sales.call('list_jobs', WEEK_ARGUMENTS)).body as unknown as Listed;
    expect(warm.data).toEqual(cold.data);
  });

  it.each([
    ['list_jobs', {}],
    ['summarize_jobs', {}],
    ['get_job', { jobId: 'DCIB2022081903124382222110' }],
  ])(
    'is told the same of an organization of others as of one that nobody has, by %s',
    async (tool, given) => {
      const sales = await connectClient(world.service.url, { 'x-api-key': SALES_KEY });
      const askedBefore = world.upstream.jobRequests;
      const asking = async (organizationId: string): Promise<Record<string, unknown>> =>
        withoutRequest((await sales.call(tool, { ...given, organizationId })).problem);
      const unknown = await asking('no-such-organization');
      expect(unknown).toMatchObject({ type: '/problems/organization-not-found', status: 404 });
      for (const name of ['care', 'CARE', CARE, CARE.toUpperCase()])
        expect(await asking(name)).toEqual(unknown);
      expect(world.upstream.jobRequests).toBe(askedBefore);
    },
  );

  it('is refused without a credential, with a wrong one, and without the permission', async () => {
    const call = JSON.stringify(toolCall('list_jobs'));
    expect((await post(world.service.url, call, { 'x-api-key': '' })).status).toBe(401);
    expect((await post(world.service.url, call, { 'x-api-key': 'wrong' })).status).toBe(401);
    const forbidden = await post(world.service.url, call, { 'x-api-key': 'key-of-scraper' });
    expect(forbidden.status).toBe(403);
    expect(await forbidden.json()).toMatchObject({ type: '/problems/forbidden' });
  });

  it('spends a request for the message and one for the route behind the tool', async () => {
    const call = JSON.stringify(toolCall('list_organizations'));
    const answers = [];
    for (let sent = 0; sent < 4; sent += 1)
      answers.push(await post(world.service.url, call, { 'x-api-key': 'key-of-modest' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  });

  it('may be somebody who comes with a bearer token', async () => {
    const tokens: TokenWorld = await startTokenWorld();
    try {
      const authorization = `Bearer ${await tokenOf(tokens.key, { client_id: 'app-of-sales' })}`;
      const client = await connectClient(tokens.service.url, { authorization });
      const { body } = await client.call('list_jobs', WEEK_ARGUMENTS);
      const { data } = body as unknown as Listed;
      expect(new Set(data.map(({ organization }) => organization.id))).toEqual(new Set([SALES]));
    } finally {
      await tokens.close();
    }
  });
});

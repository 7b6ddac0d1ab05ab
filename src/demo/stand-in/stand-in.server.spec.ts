import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { expectConnectionsTo } from '../../../test/support/no-unexpected-connections.js';
import { demoTenants } from './demo-tenants.js';
import { startStandIn } from './stand-in.server.js';
import type { StandIn } from './stand-in.js';

const [contoso, fabrikam] = demoTenants();
const RANGE = { startTime: '2026-11-13T12:00:00Z', finishTime: '2026-11-20T12:00:00Z' };
const START_MS = Date.parse('2026-11-20T12:00:00.000Z');

let nowMs = START_MS;
let standIn: StandIn;

beforeEach(async () => {
  nowMs = START_MS;
  standIn = await startStandIn({ port: 0, now: () => nowMs, seed: 'test', tenants: demoTenants() });
  expectConnectionsTo(standIn.port);
});

afterEach(() => standIn.close());

async function tokenOf({ clients: [client] }: typeof contoso): Promise<string> {
  const secret = { client_id: client?.clientId ?? '', client_secret: client?.secrets?.[0] ?? '' };
  const form = { grant_type: 'client_credentials', scope: 'dynamics.readwrite.all', ...secret };
  const answer = await fetch(standIn.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token }: { access_token: string } = JSON.parse(await answer.text());
  return access_token;
}

function get(token: string, parameters: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({ type: '0', ...RANGE, ...parameters }).toString();
  return fetch(`${standIn.url}/dynamicsbackup/jobs?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

function post(token: string, members: object = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ startTime: RANGE.startTime, endTime: RANGE.finishTime, ...members });
  return fetch(`${standIn.url}/api/OpenApi/GetJobs`, { method: 'POST', headers, body });
}

interface Named {
  readonly organizationName: string;
}

describe('startStandIn', () => {
  it('answers each tenant by its own contract and shape, and by no other', async () => {
    const [mine, theirs] = [await tokenOf(contoso), await tokenOf(fabrikam)];
    const current: { totalCount: number; jobs: Named[] } = JSON.parse(await (await get(mine)).text());
    expect(current.totalCount).toBeGreaterThan(100);
    expect(current.jobs).toHaveLength(10);
    expect(current.jobs.every((job) => job.organizationName.startsWith('Contoso'))).toBe(true);
    const earlier: { result: Named[] } = JSON.parse(await (await post(theirs)).text());
    expect(earlier.result).toHaveLength(10);
    expect(earlier.result.every((job) => job.organizationName.startsWith('Fabrikam'))).toBe(true);
    expect([(await post(mine)).status, (await get(theirs)).status]).toEqual([404, 404]);
  });

  it('shows no tenant an organization of another one', async () => {
    const organizationId = fabrikam.organizations[0]?.id ?? '';
    expect((await get(await tokenOf(contoso), { organizationId })).status).toBe(403);
    expect((await post(await tokenOf(fabrikam), { organizationId })).status).toBe(200);
  });

  it('refuses a token that is missing, made up, revoked or an hour old', async () => {
    const token = await tokenOf(contoso);
    expect((await get(token)).status).toBe(200);
    nowMs += 3_600_000;
    expect((await get(token)).status).toBe(401);
    const next = await tokenOf(contoso);
    standIn.revokeTokens();
    expect((await get(next)).status).toBe(401);
    const madeUp = await get('made-up');
    expect(madeUp.status).toBe(401);
    expect(await madeUp.json()).toMatchObject({ error: 'Unauthorized', statusCode: 401 });
    expect((await fetch(`${standIn.url}/dynamicsbackup/jobs`)).status).toBe(401);
  });

  it('notes what came in, without tokens and secrets', async () => {
    const token = await tokenOf(contoso);
    await get(token, { pageSize: '7' });
    await post(token, { type: 1 });
    expect([standIn.tokenRequests, standIn.jobRequests]).toEqual([1, 2]);
    const [first, second, third] = standIn.received;
    expect(first).toMatchObject({
      route: 'token',
      method: 'POST',
      path: '/connect/token',
      receivedAtMs: START_MS,
    });
    expect(first?.body).toMatchObject({
      grant_type: 'client_credentials',
      client_id: contoso.clients[0]?.clientId,
    });
    expect(second).toMatchObject({
      route: 'get',
      tokenSha256: createHash('sha256').update(token).digest('hex'),
    });
    expect(second?.query.get('pageSize')).toBe('7');
    expect(third?.body).toMatchObject({ type: 1, startTime: RANGE.startTime });
    const noted = JSON.stringify(standIn.received);
    expect(noted).not.toContain(token);
    expect(noted).not.toContain('contoso-demo-secret');
  });

  it('forgets requests at a reset, but no token', async () => {
    const token = await tokenOf(contoso);
    standIn.reset();
    expect(standIn.received).toEqual([]);
    expect((await get(token)).status).toBe(200);
    expect([standIn.tokenRequests, standIn.jobRequests]).toEqual([0, 1]);
  });

  it('tells its own time with every answer', async () => {
    nowMs = Date.parse('2026-11-20T13:00:00.900Z');
    const answer = await fetch(`${standIn.url}/nowhere`);
    expect(answer.headers.get('date')).toBe('Fri, 20 Nov 2026 13:00:00 GMT');
  });

  it('answers 404 for any other path and 405 for a token asked by GET', async () => {
    expect((await fetch(`${standIn.url}/jobs?pageIndex=2`)).status).toBe(404);
    expect((await fetch(standIn.tokenUrl)).status).toBe(405);
  });

  it('refuses a body larger than a megabyte', async () => {
    const token = await tokenOf(fabrikam);
    expect((await post(token, { filler: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { ReceivedRequest } from '../../src/demo/stand-in/received-requests.js';
import { CARE, DAY, SALES, SERVICE, startWorld, TENANTS, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';

const PATH = `/v1/jobs?${DAY}`;
const OF_CONTOSO = `${PATH}&organizationId=${SALES},${CARE}`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const isForContoso = ({ body }: ReceivedRequest): boolean =>
  (body as { client_id?: string }).client_id === 'app-of-contoso';

describe('a connection whose credential is refused', () => {
  beforeEach(() => world.upstream.replaceSecrets(TENANTS[0]!.clients[0]!.clientId, ['another']));

  it('is answered 502 upstream-unauthorized, and asks the identity service once in 30 s', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.service.get(OF_CONTOSO)));
    for (const answer of answers) expect(problemIn(answer)).toBe('502 upstream-unauthorized');
    world.clock.advance(29_000);
    const last = await world.service.get(OF_CONTOSO);
    expect(problemIn(last)).toBe('502 upstream-unauthorized');
    expect(last.headers['retry-after']).toBe('1');
    expect([world.upstream.tokenRequests, world.upstream.jobRequests]).toEqual([1, 0]);
    world.clock.advance(1_000);
    await world.service.get(OF_CONTOSO);
    expect(world.upstream.tokenRequests).toBe(2);
  });

  it('takes nothing from another connection, and leaves the service ready', async () => {
    const { status, body } = await world.service.get(PATH);
    expect([status, body.partial]).toEqual([200, true]);
    expect(body.sources).toMatchObject([
      { organizationId: SERVICE, state: 'live', totalItems: 3 },
      {
        organizationId: SALES,
        state: 'failed',
        totalItems: null,
        error: { type: '/problems/upstream-unauthorized' },
      },
      {
        organizationId: CARE,
        state: 'failed',
        totalItems: null,
        error: { type: '/problems/upstream-unauthorized' },
      },
    ]);
    expect((await world.service.get('/health/ready')).status).toBe(200);
  });

  it('is named in the log and in the answer, its client id and secret are not', async () => {
    const { text } = await world.service.get(OF_CONTOSO);
    const logged = JSON.stringify(world.service.logged);
    expect(logged).toContain('"connection":"contoso"');
    for (const canary of ['app-of-contoso', 'canary-secret', 'invalid_client', world.upstream.url]) {
      expect(text).not.toContain(canary);
      expect(logged).not.toContain(canary);
    }
  });

  it('works again once the secret does', async () => {
    await world.service.get(OF_CONTOSO);
    world.upstream.replaceSecrets(TENANTS[0]!.clients[0]!.clientId, TENANTS[0]!.clients[0]!.secrets!);
    world.clock.advance(30_000);
    expect((await world.service.get(OF_CONTOSO)).status).toBe(200);
  });
});

describe('an identity service that fails for one connection', () => {
  it.each([
    [{ status: 500 }, 'upstream-unavailable'],
    [
      { status: 200, body: '<html>canary</html>', headers: { 'content-type': 'text/html' } },
      'upstream-invalid',
    ],
    [{ status: 200, body: '{"access_token":""}' }, 'upstream-invalid'],
  ] as const)('by answering %j is told as %s, and the other one is answered', async (answer, code) => {
    world.upstream.faults.next({
      match: 'token',
      when: isForContoso,
      respond: answerWith(answer),
      times: Infinity,
    });
    const { body, text } = await world.service.get(PATH);
    expect(body.sources.map(({ error }: { error?: { type: string } }) => error?.type)).toEqual([
      undefined,
      `/problems/${code}`,
      `/problems/${code}`,
    ]);
    expect(text).not.toContain('canary');
  });
});

describe('an upstream that refuses every token', () => {
  it('is asked twice with two tokens for each question, and no more', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 401 }), times: Infinity });
    expect(problemIn(await world.service.get(`${PATH}&organizationId=${SALES}`))).toBe(
      '502 upstream-unauthorized',
    );
    expect([world.upstream.tokenRequests, world.upstream.jobRequests]).toEqual([2, 2]);
  });
});

import { afterEach, expect, it } from 'vitest';

import { answerWith, drip, hang, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import type { ReceivedRequest } from '../../src/demo/stand-in/received-requests.js';
import { CARE, DAY, SALES, SERVICE, startWorld, TENANTS, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { KEY } from '../support/service.js';
import { BODY_CANARY } from './broken-answers.js';
import { secretsIn } from './canaries.js';

const ALL = `/v1/jobs?${DAY}`;
const TOKEN_LIFE_MS = 3_600_000;
const STALE_ENVIRONMENT = { CACHE_STALE_SECONDS: '86400' };

const json = (answer: object): FaultResponder => answerWith({ status: 200, body: JSON.stringify(answer) });
const failure = (status: number, headers = {}): FaultResponder =>
  answerWith({ status, headers, body: `{"error":"${BODY_CANARY}"}` });
const refusal = answerWith({ status: 400, body: '{"error":"invalid_client"}' });
const deadlines = HeldDeadlines.forThisFile();
const token = { token_type: 'Bearer', access_token: BODY_CANARY, expires_in: 3600 };

/** What the identity service does, and what a caller is told for whom there is neither token nor copy. */
const FAULTS: readonly (readonly [string, FaultResponder, string])[] = [
  ['resets', resetAfter(), '502 upstream-unavailable'],
  ['hangs', deadlines.inVain(hang()), '504 upstream-timeout'],
  ['drips', deadlines.inVain(drip(' ', 20), 3), '504 upstream-timeout'],
  ['answers 500', failure(500), '502 upstream-unavailable'],
  ['answers 429', failure(429, { 'retry-after': '20' }), '503 upstream-throttled'],
  [
    'answers HTML',
    answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }),
    '502 upstream-invalid',
  ],
  ['answers bad JSON', answerWith({ status: 200, body: '{"access_token":"' }), '502 upstream-invalid'],
  ['issues no token', json({ ...token, access_token: undefined }), '502 upstream-invalid'],
  ['issues an oversized token', json({ ...token, access_token: 'a'.repeat(20_000) }), '502 upstream-invalid'],
  ['refuses the credential', refusal, '502 upstream-unauthorized'],
];

let world: World;
afterEach(() => world.close());

const isForContoso = ({ route, body }: ReceivedRequest): boolean =>
  route === 'token' && (body as { client_id?: string }).client_id === 'app-of-contoso';

/** The identity service fails for one of the two connections. */
async function startFailing(respond: FaultResponder, environment = {}): Promise<() => void> {
  world = await startWorld({ environment: { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS, ...environment } });
  return () => world.upstream.faults.next({ match: 'token', when: isForContoso, respond, times: Infinity });
}

interface Answer {
  readonly states: Readonly<Record<string, string>>;
  readonly problems: readonly (string | undefined)[];
}

const asked = { texts: [] as string[] };

async function ask(): Promise<Answer> {
  const { body, text, headers } = await world.service.get(ALL);
  asked.texts.push(text, JSON.stringify(headers));
  const sources = body.sources as {
    organizationId: string;
    state: string;
    error?: { type: string; status: number };
  }[];
  return {
    states: Object.fromEntries(sources.map(({ organizationId, state }) => [organizationId, state])),
    problems: sources.map(({ error }) => error && `${error.status} ${error.type.replace('/problems/', '')}`),
  };
}

function leaks(): string[] {
  const secrets = TENANTS.flatMap(({ clients }) =>
    clients.flatMap(({ clientId, secrets: own = [] }) => [clientId, ...own]),
  );
  const { host } = new URL(world.upstream.url);
  const texts = asked.texts.splice(0).join('\n') + JSON.stringify(world.service.logged);
  return secretsIn(texts, [KEY, BODY_CANARY, host, ...secrets]);
}

const tokenRequests = (): number => world.upstream.received.filter(isForContoso).length;

it.each(FAULTS)(
  'while the identity service %s, the other connection is answered and this one asks for one token only',
  async (_what, respond, problem) => {
    const begin = await startFailing(respond);
    begin();
    const { states, problems } = await ask();
    expect(states).toEqual({ [SERVICE]: 'live', [SALES]: 'failed', [CARE]: 'failed' });
    expect(problems).toEqual([undefined, problem, problem]);
    expect(problemIn(await world.service.get(`${ALL}&organizationId=${SALES}`))).toBe(problem);
    // A reset that meets a connection used before is repeated at once on a new one.
    expect(tokenRequests()).toBeLessThanOrEqual(2);
    expect(world.upstream.jobRequests).toBe(1);
    expect((await world.service.get('/health/ready')).status).toBe(200);
    expect(leaks()).toEqual([]);
  },
);

it.each(FAULTS)('while the identity service %s, a valid token goes on being used', async (_what, respond) => {
  const begin = await startFailing(respond, { CACHE_FRESH_SECONDS: '0' });
  await ask();
  begin();
  // Late enough for the renewal behind the callers to begin, and to fail.
  world.clock.advance(0.9 * TOKEN_LIFE_MS);
  const live = { [SERVICE]: 'live', [SALES]: 'live', [CARE]: 'live' };
  expect((await ask()).states).toEqual(live);
  await expect.poll(tokenRequests).toBeGreaterThan(1);
  expect((await ask()).states).toEqual(live);
  expect(leaks()).toEqual([]);
});

it.each(FAULTS)(
  'while the identity service %s and no token is left, older copies are shown with the failure beside them',
  async (_what, respond, problem) => {
    const begin = await startFailing(respond, STALE_ENVIRONMENT);
    await ask();
    begin();
    world.clock.advance(2 * TOKEN_LIFE_MS);
    await ask();
    const shown = ['stale', 'stale'];
    await expect
      .poll(async () => {
        const { states, problems } = await ask();
        return [states[SALES], states[CARE], ...problems.slice(1)];
      })
      .toEqual([...shown, problem, problem]);
    expect(leaks()).toEqual([]);
  },
);

it('a token of five seconds is used, and replaced in time', async () => {
  const tenants = TENANTS.map((tenant) => Object.assign({}, tenant, { tokenLifeSeconds: 5 }));
  world = await startWorld({ tenants, environment: { CACHE_FRESH_SECONDS: '0' } });
  for (let second = 0; second < 30; second += 1) {
    expect((await world.service.get(ALL)).body.partial).toBe(false);
    world.clock.advance(1_000);
  }
  expect(world.upstream.tokenRequests).toBeLessThanOrEqual(2 * 31);
});

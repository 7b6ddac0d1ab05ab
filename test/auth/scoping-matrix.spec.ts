import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { jobIdOf } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { encodeCursor } from '../../src/jobs/job-cursor.js';
import { CARE, DAY, SALES, SERVICE, startWorld, type World } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { isAbout, NOW_MS } from '../support/upstream.js';
import { type KeyService, type SigningKey, signingKey, startKeyService } from './key-service.js';
import { type Attempt, namingAttempts, type NamedOrganization } from './scoping-attempts.js';
import { type Answer, closeExchanges, exchange, readableOf } from './scoping-exchange.js';
import { scopedRoutes } from './scoping-routes.js';
import { AUDIENCE, ISSUER, tokenOf } from './token-world.js';

const SEED = 20_261_120;
const HOUR_MS = 3_600_000;
const GATEWAY_SECRET = 'the-secret-of-the-gateway';
const AT_ONCE = 8;
const ROUTES = scopedRoutes(DAY);
const PERMISSIONS = ['jobs:read', 'cache:purge', 'metrics:read'];

/** The organization's latest job, as the small world plants it. */
const latestJobOf = (id: string): string =>
  jobIdOf('DCIB', NOW_MS - HOUR_MS + Number.parseInt(id.slice(0, 4), 16), 0);
const named = (id: string, alias: string, aliasTwin: string): NamedOrganization => ({
  id,
  alias,
  idTwin: `${id.slice(0, -4)}0bad`,
  aliasTwin,
  jobId: latestJobOf(id),
});
/** Names that no text of the service has by itself. */
const ALDGATE = named(SALES, 'aldgate', 'aldpate');
const BIRKBECK = named(CARE, 'birkbeck', 'birkpeck');
const CYPRUS = named(SERVICE, 'cyprus', 'cyprut');
const TENANTS: readonly StandInTenant[] = [
  ['contoso', [ALDGATE, BIRKBECK]] as const,
  ['fabrikam', [CYPRUS]] as const,
].map(([name, organizations]) => ({
  name,
  contract: 'get',
  clients: [{ clientId: `app-of-${name}`, secrets: ['s'] }],
  organizations: organizations.map(({ id, alias }) => ({
    id,
    name: alias[0]!.toUpperCase() + alias.slice(1),
  })),
}));

/** Who asks: one of each connection, and one of both, named by id and by alias. */
const CALLERS = [
  { name: 'one', sees: [ALDGATE], organizations: ['aldgate'] },
  { name: 'other', sees: [CYPRUS], organizations: [SERVICE.toUpperCase()] },
  { name: 'two', sees: [BIRKBECK, CYPRUS], organizations: [CARE, 'Cyprus'] },
];
const EVERYBODY = { 'x-api-key': 'key-everybody' };

let keys: KeyService;
let key: SigningKey;
let cold: World;
let warm: World;
/** What answers about others look like that another caller got: tags and cursors. */
let tags: string[];
let cursors: string[];

beforeAll(async () => {
  key = await signingKey('first');
  keys = await startKeyService(key.jwk);
  const entries = [{ name: 'everybody', organizations: ['*'] }, ...CALLERS].map(({ name, organizations }) =>
    Object.assign(clientEntry(name, `key-${name}`, organizations), {
      jwtClientId: `app-${name}`,
      permissions: PERMISSIONS,
      requestsPerMinute: 1_000_000,
    }),
  );
  const environment = {
    AUTH_MODES: 'apiKey,gateway,jwt',
    GATEWAY_SECRET,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    JWT_JWKS_URL: keys.url,
  };
  const start = () => startWorld({ tenants: TENANTS, clients: entries, environment });
  [cold, warm] = await Promise.all([start(), start()]);
  await warmUp();
});
afterAll(async () => {
  closeExchanges();
  await Promise.all([cold.close(), warm.close()]);
  await keys.close();
});

/** Another caller, who may, fills every copy and answer there is to find. */
async function warmUp(): Promise<void> {
  const paths = ROUTES.filter(({ method }) => method === 'GET').flatMap(({ template, fixedQuery }) =>
    [ALDGATE, BIRKBECK, CYPRUS].flatMap(({ id, alias, jobId }) =>
      [id, alias].map((name) => {
        const path = template.replace('{organizationId}', name).replace('{jobId}', jobId);
        return `${path}?${fixedQuery.join('&')}`;
      }),
    ),
  );
  const lists = [ALDGATE, BIRKBECK, CYPRUS].map(({ alias }) => `/v1/jobs?${DAY}&organizationId=${alias}`);
  const answers: Answer[] = [];
  for (const path of new Set([...paths, ...lists]))
    for (let times = 0; times < 2; times += 1) answers.push(await ask(warm, path, EVERYBODY));
  const page = await ask(warm, `/v1/jobs?${DAY}&pageSize=1`, EVERYBODY);
  const { nextCursor } = (JSON.parse(page.text) as { page: { nextCursor: string } }).page;
  tags = [...new Set(answers.map(({ headers }) => headers['etag']).filter((tag) => typeof tag === 'string'))];
  cursors = [nextCursor, ...[ALDGATE, BIRKBECK, CYPRUS].map(({ id, jobId }) => cursorAt(id, jobId))];
  expect([answers.every(({ status }) => status === 200), tags.length > 5]).toEqual([true, true]);
  warm.upstream.reset();
}

const twinOf = (jobId: string): string => `${jobId.slice(0, -1)}7`;
const cursorAt = (organizationId: string, jobId: string): string =>
  encodeCursor({
    sort: '-startTime',
    window: { fromMs: NOW_MS - 24 * HOUR_MS, toMs: NOW_MS },
    after: { value: new Date(NOW_MS - 2 * HOUR_MS).toISOString(), organizationId, jobId },
  });

function ask(
  world: World,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<Answer> {
  return exchange(world.service.url, path, { method, headers: { 'x-request-id': 'the-same', ...headers } });
}

/** Every way in, and what a caller may say of copies. */
async function headersOf(caller: string): Promise<Record<string, string>[]> {
  const token = await tokenOf(key, { client_id: `app-${caller}` });
  const credentials = [
    { 'x-api-key': `key-${caller}` },
    { authorization: `Bearer ${token}` },
    { 'x-client-id': caller, 'x-gateway-secret': GATEWAY_SECRET },
  ];
  const directives = ['no-cache', 'no-store', 'max-age=0', 'only-if-cached', 'max-stale=9999'].map(
    (value) => ({
      'cache-control': value,
    }),
  );
  const conditions = ['*', tags.join(', '), ...tags.slice(0, 3)].map((tag) => ({ 'if-none-match': tag }));
  const others = [
    {},
    { cookie: 'key=key-everybody' },
    { 'x-forwarded-user': 'everybody', 'x-original-url': '/v1/jobs' },
  ];
  return credentials.flatMap((credential) =>
    [...others, ...directives, ...conditions].map((fields) => Object.assign({}, credential, fields)),
  );
}

const figures = { attempts: 0, answers: new Map<number, number>() };

/** What is wrong with the answers to one attempt; undefined when they tell nothing. */
async function faultOf(
  world: World,
  attempt: Attempt,
  foreign: readonly NamedOrganization[],
): Promise<string | undefined> {
  const [one, other] = await Promise.all(
    [attempt.foreign, attempt.twin].map((path) => ask(world, path, attempt.headers, attempt.method)),
  );
  figures.attempts += 1;
  figures.answers.set(one!.status, (figures.answers.get(one!.status) ?? 0) + 1);
  const [readable, expected] = [readableOf(one!), readableOf(other!)];
  if (readable !== expected)
    return `${attempt.method} ${attempt.foreign}\n${readable}\nbut unknown:\n${expected}`;
  if (attempt.mustRefuse && one!.status < 400) return `${attempt.method} ${attempt.foreign}: ${one!.status}`;
  return leakIn(readable, foreign);
}

function leakIn(readable: string, foreign: readonly NamedOrganization[]): string | undefined {
  const text = readable.toLowerCase();
  const words = foreign.flatMap(({ id, alias, jobId }) => [id, alias, jobId.toLowerCase()]);
  const leaked = words.find((word) => text.includes(word));
  return leaked === undefined ? undefined : `${leaked} in ${readable}`;
}

/** The first faults of many attempts, made some at a time. */
async function faultsOf<T>(
  attempts: readonly T[],
  faultIn: (attempt: T) => Promise<string | undefined>,
): Promise<string[]> {
  const faults: string[] = [];
  const queue = attempts.values();
  const work = async (): Promise<void> => {
    for (const attempt of queue) {
      const fault = await faultIn(attempt);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults.slice(0, 3);
}

const worlds = () => [['cold', cold] as const, ['warm', warm] as const];
const foreignTo = ({ sees }: (typeof CALLERS)[number]) =>
  [ALDGATE, BIRKBECK, CYPRUS].filter((organization) => !sees.includes(organization));

/** Which of the questions that came in upstream were about organizations that the caller may not see. */
const askedAbout = (world: World, foreign: readonly NamedOrganization[]): unknown[] =>
  world.upstream.received.filter((request) => foreign.some(({ id }) => isAbout(id)(request)));

describe('an organization of others, named in any way there is', () => {
  it('takes in every documented route, and every way to name one', () => {
    expect(ROUTES.filter(({ takesOrganization }) => takesOrganization).length).toBeGreaterThanOrEqual(3);
    expect(ROUTES.length).toBeGreaterThanOrEqual(4);
  });

  it.each(CALLERS)(
    'is answered like one that does not exist, without asking upstream, to $name',
    async (caller) => {
      const [headers, foreign] = [await headersOf(caller.name), foreignTo(caller)];
      for (const [name, world] of worlds()) {
        world.upstream.reset();
        const options = {
          routes: ROUTES.filter(({ takesOrganization }) => takesOrganization),
          own: caller.sees[0]!,
          foreign,
          headers,
          cursors,
        };
        const attempts = namingAttempts(options, {
          count: 500,
          seed: SEED + name.length + caller.name.length,
        });
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(world.upstream.received.map(({ path }) => path)).toEqual([]);
      }
      // Nor did any of it drop what is held for others.
      await ask(warm, `/v1/jobs?${DAY}`, EVERYBODY);
      expect(warm.upstream.received).toEqual([]);
    },
    120_000,
  );
});

describe('a job of others', () => {
  it.each(CALLERS)(
    'is answered like one that does not exist, and not looked for where it is, to $name',
    async (caller) => {
      const [headers, foreign, own] = [await headersOf(caller.name), foreignTo(caller), caller.sees[0]!];
      const routes = ROUTES.filter(({ template }) => template.endsWith('{jobId}'));
      const suffixes = ['', `organizationId=${own.id}`, `organizationId=${own.alias}`, DAY];
      const attempts = routes.flatMap(({ method, template }) =>
        foreign.flatMap(({ jobId }) =>
          suffixes.flatMap((suffix) =>
            headers.map((fields): Attempt => {
              const [path, twin] = [jobId, twinOf(jobId)].map(
                (id) => `${template.replace('{jobId}', id)}?${suffix}`,
              );
              return { method, foreign: path!, twin: twin!, headers: fields, mustRefuse: true };
            }),
          ),
        ),
      );
      for (const [, world] of worlds()) {
        // What the caller's own organizations have for that time is fetched before, so that both of a pair find it held.
        for (const path of new Set(attempts.map((attempt) => attempt.foreign)))
          await ask(world, path, headers[0]!);
        world.upstream.reset();
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    120_000,
  );
});

/** Every address that reads what the caller owns, from every place that anybody was given a cursor for. */
const readablePaths = (own: NamedOrganization): string[] =>
  ROUTES.filter(({ method }) => method === 'GET').flatMap(({ template, fixedQuery, parameters }) => {
    const path = template.replace('{organizationId}', own.alias).replace('{jobId}', own.jobId);
    const places = parameters.has('cursor') ? ['', ...cursors.map((cursor) => `cursor=${cursor}`)] : [''];
    return places.map((place) => `${path}?${[...fixedQuery, place].filter((part) => part !== '').join('&')}`);
  });

async function readTwice(world: World, { name, sees }: (typeof CALLERS)[number]): Promise<void> {
  for (const path of readablePaths(sees[0]!))
    for (let times = 0; times < 2; times += 1) await ask(world, path, { 'x-api-key': `key-${name}` });
}

describe('what another caller was given', () => {
  it.each(CALLERS)(
    'opens nothing to $name: neither a cursor, nor a tag, nor that it is held',
    async (caller) => {
      const [headers, foreign, own] = [await headersOf(caller.name), foreignTo(caller), caller.sees[0]!];
      const paths = readablePaths(own);
      const choices = paths.flatMap((path) => headers.map((fields) => ({ path, fields })));
      const attempts = [
        ...paths.map((path) => ({ path, fields: headers[0]! })),
        ...fc.sample(fc.constantFrom(...choices), { numRuns: 200, seed: SEED }),
      ];
      for (const [, world] of worlds()) {
        // The others come just before, often enough that their whole answers are held.
        for (const other of CALLERS.filter(({ name }) => name !== caller.name)) await readTwice(world, other);
        world.upstream.reset();
        const faults = await faultsOf(attempts, async ({ path, fields }) => {
          figures.attempts += 1;
          const answer = await ask(world, path, fields);
          figures.answers.set(answer.status, (figures.answers.get(answer.status) ?? 0) + 1);
          return leakIn(readableOf(answer), foreign);
        });
        expect(faults).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    120_000,
  );

  it('was tried often enough to mean something', () => {
    const answers = [...figures.answers]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${status}: ${times}`);
    process.stdout.write(
      `scoping matrix: ${figures.attempts} attempts over ${ROUTES.length} routes (${answers.join(', ')})\n`,
    );
    expect(figures.attempts).toBeGreaterThanOrEqual(5_000);
    // Refused by name, refused for its form, answered with the caller's own: the generator has to meet all of them.
    expect([...figures.answers.keys()]).toEqual(expect.arrayContaining([200, 304, 400, 404]));
  });
});

import { expect } from 'vitest';

import { jobIdOf } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { encodeCursor } from '../../src/jobs/job-cursor.js';
import { CARE, DAY, SALES, SERVICE, startWorld, type World } from '../cache/small-world.js';
import { clientEntry } from '../support/service.js';
import { isAbout, NOW_MS } from '../support/upstream.js';
import { type SigningKey, signingKey, startKeyService } from './key-service.js';
import type { NamedOrganization } from './scoping-attempts.js';
import { type Answer, closeExchanges, exchange } from './scoping-exchange.js';
import { scopedRoutes } from './scoping-routes.js';
import { AUDIENCE, ISSUER, tokenOf } from './token-world.js';

const HOUR_MS = 3_600_000;
const GATEWAY_SECRET = 'the-secret-of-the-gateway';
const PERMISSIONS = ['jobs:read', 'cache:purge', 'metrics:read'];

export const ROUTES = scopedRoutes(DAY);

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
const ORGANIZATIONS = [ALDGATE, BIRKBECK, CYPRUS];
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

export interface ScopedCaller {
  readonly name: string;
  readonly sees: readonly NamedOrganization[];
  readonly organizations: readonly string[];
}

/** Who asks: one of each connection, and one of both, named by id and by alias. */
export const CALLERS: readonly ScopedCaller[] = [
  { name: 'one', sees: [ALDGATE], organizations: ['aldgate'] },
  { name: 'other', sees: [CYPRUS], organizations: [SERVICE.toUpperCase()] },
  { name: 'two', sees: [BIRKBECK, CYPRUS], organizations: [CARE, 'Cyprus'] },
];
const EVERYBODY = { 'x-api-key': 'key-everybody' };

export const foreignTo = ({ sees }: ScopedCaller): NamedOrganization[] =>
  ORGANIZATIONS.filter((organization) => !sees.includes(organization));
export const twinOf = (jobId: string): string => `${jobId.slice(0, -1)}7`;

/** Which of the questions that came in upstream were about organizations that the caller may not see. */
export const askedAbout = (world: World, foreign: readonly NamedOrganization[]): unknown[] =>
  world.upstream.received.filter((request) => foreign.some(({ id }) => isAbout(id)(request)));

/** Two services: one that nobody has asked anything, and one where a caller who may has asked everything. */
export interface ScopingWorlds {
  readonly cold: World;
  readonly warm: World;
  /** What answers about others look like that another caller got. */
  readonly tags: readonly string[];
  readonly cursors: readonly string[];
  /** Every way in, and what a caller may say of copies. */
  headersOf(caller: string): Promise<Record<string, string>[]>;
  /** Fails where anything that is held for others was dropped. */
  expectStillWarm(): Promise<void>;
  close(): Promise<void>;
}

export async function startScopingWorlds(): Promise<ScopingWorlds> {
  const key = await signingKey('first');
  const keys = await startKeyService(key.jwk);
  const everybody = { name: 'everybody', organizations: ['*'] };
  const clients = [everybody, ...CALLERS].map(({ name, organizations }) =>
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
  const start = () => startWorld({ tenants: TENANTS, clients, environment });
  const [cold, warm] = await Promise.all([start(), start()]);
  const { tags, cursors } = await warmUp(warm);
  return {
    cold,
    warm,
    tags,
    cursors,
    headersOf: (caller) => headersOf(caller, { key, tags }),
    expectStillWarm: async () => {
      warm.upstream.reset();
      await ask(warm, `/v1/jobs?${DAY}`, EVERYBODY);
      expect(warm.upstream.received).toEqual([]);
    },
    close: async () => {
      closeExchanges();
      await Promise.all([cold.close(), warm.close()]);
      await keys.close();
    },
  };
}

/** Another caller, who may, fills every copy and answer there is to find. */
async function warmUp(warm: World): Promise<Pick<ScopingWorlds, 'tags' | 'cursors'>> {
  const paths = ROUTES.filter(({ method }) => method === 'GET').flatMap(({ template, fixedQuery }) =>
    ORGANIZATIONS.flatMap(({ id, alias, jobId }) =>
      [id, alias].map((name) => {
        const path = template.replace('{organizationId}', name).replace('{jobId}', jobId);
        return `${path}?${fixedQuery.join('&')}`;
      }),
    ),
  );
  const lists = ORGANIZATIONS.map(({ alias }) => `/v1/jobs?${DAY}&organizationId=${alias}`);
  const answers: Answer[] = [];
  for (const path of new Set([...paths, ...lists]))
    for (let times = 0; times < 2; times += 1) answers.push(await ask(warm, path, EVERYBODY));
  const page = await ask(warm, `/v1/jobs?${DAY}&pageSize=1`, EVERYBODY);
  const { nextCursor } = (JSON.parse(page.text) as { page: { nextCursor: string } }).page;
  const told = answers.map(({ headers }) => headers['etag']).filter((tag) => typeof tag === 'string');
  const tags = [...new Set(told)];
  expect([answers.every(({ status }) => status === 200), tags.length > 5]).toEqual([true, true]);
  warm.upstream.reset();
  return { tags, cursors: [nextCursor, ...ORGANIZATIONS.map(cursorAt)] };
}

const cursorAt = ({ id, jobId }: NamedOrganization): string =>
  encodeCursor({
    sort: '-startTime',
    window: { fromMs: NOW_MS - 24 * HOUR_MS, toMs: NOW_MS },
    after: { value: new Date(NOW_MS - 2 * HOUR_MS).toISOString(), organizationId: id, jobId },
  });

/** Asks by an address, with a request id that is always the same. */
export function ask(
  { service }: World,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<Answer> {
  return exchange(service.url, path, { method, headers: { 'x-request-id': 'the-same', ...headers } });
}

async function headersOf(
  caller: string,
  { key, tags }: { readonly key: SigningKey; readonly tags: readonly string[] },
): Promise<Record<string, string>[]> {
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

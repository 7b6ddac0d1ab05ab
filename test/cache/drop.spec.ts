import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { clientEntry, KEY } from '../support/service.js';
import { ALL, drop } from './replicas.js';
import { CARE, DAY, SALES, startWorld, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const mayDrop = (name: string, organizations: string[]) => ({
  ...clientEntry(name, `key-${name}`, organizations),
  permissions: ['jobs:read', 'cache:purge'],
});
let world: World;

beforeEach(async () => {
  const clients = [ALL, mayDrop('sales', [SALES]), clientEntry('reader', 'key-reader')];
  world = await startWorld({ clients, environment: { CACHE_STALE_SECONDS: '3600' } });
});
afterEach(() => world.close());

const stateOf = async (): Promise<Record<string, string>> => {
  const { body } = await world.service.get(PATH);
  const sources = body.sources as { organizationName: string; state: string }[];
  return Object.fromEntries(sources.map(({ organizationName, state }) => [organizationName, state]));
};
const ALL_LIVE = { Sales: 'live', Care: 'live', Service: 'live' };
const ALL_CACHED = { Sales: 'cached', Care: 'cached', Service: 'cached' };

describe('DELETE /v1/cache', () => {
  it('drops all that the caller may see, fresh and stale', async () => {
    await stateOf();
    const answer = await drop(world.service);
    expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([
      204,
      '',
      'no-store',
    ]);
    expect(await stateOf()).toEqual(ALL_LIVE);
    expect(await stateOf()).toEqual(ALL_CACHED);
  });

  it('drops only what the caller may see', async () => {
    await stateOf();
    await drop(world.service, '', 'key-sales');
    expect(await stateOf()).toEqual({ ...ALL_CACHED, Sales: 'live' });
  });

  it.each([CARE, CARE.toUpperCase(), `{${CARE}}`, 'care', 'Care'])(
    'drops the one organization named %s, and none beside it',
    async (name) => {
      await stateOf();
      const { status } = await drop(world.service, `?organizationId=${encodeURIComponent(name)}`);
      expect(status).toBe(204);
      expect(await stateOf()).toEqual({ ...ALL_CACHED, Care: 'live' });
    },
  );

  it('does not tell an organization of others from one that nobody has, and drops neither', async () => {
    await stateOf();
    const bodies = await Promise.all(
      [CARE, 'care', CARE.replaceAll('b', 'e'), 'nobody'].map(async (name) => {
        const answer = await drop(world.service, `?organizationId=${name}`, 'key-sales');
        expect(answer.status).toBe(404);
        const { requestId: _, instance: __, ...body } = (await answer.json()) as Record<string, unknown>;
        return body;
      }),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(await stateOf()).toEqual(ALL_CACHED);
  });

  it.each([
    ['?organizationId=care&organizationId=sales', ['organizationId']],
    ['?organizationId=', ['organizationId']],
    ['?organizationId=care,sales', ['organizationId']],
    ['?all=true&__proto__=1', ['all', '__proto__']],
    ['?type=backup&organizationId=a%00b', ['type', 'organizationId']],
  ])('refuses %s, naming what is at fault, and drops nothing', async (query, names) => {
    await stateOf();
    const answer = await drop(world.service, query);
    const { errors } = (await answer.json()) as { errors: { parameter: string }[] };
    expect([answer.status, errors.map(({ parameter }) => parameter)]).toEqual([400, names]);
    expect(await stateOf()).toEqual(ALL_CACHED);
  });

  it('is not for a client without the permission, nor for nobody, and takes no body and no other method', async () => {
    await stateOf();
    expect((await drop(world.service, '', 'key-reader')).status).toBe(403);
    expect((await drop(world.service, '', 'key-unknown')).status).toBe(401);
    const withBody = { method: 'DELETE', headers: { 'x-api-key': KEY }, body: '{}' };
    expect((await fetch(`${world.service.url}/v1/cache`, withBody)).status).toBe(400);
    const read = await fetch(`${world.service.url}/v1/cache`, { headers: { 'x-api-key': KEY } });
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'DELETE']);
    expect(await stateOf()).toEqual(ALL_CACHED);
  });

  it('lets nothing that was asked before it be held after it', async () => {
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const before = stateOf();
    await expect.poll(() => world.upstream.jobRequests).toBe(3);
    await drop(world.service);
    gate.resolve();
    expect(await before).toEqual(ALL_LIVE);
    expect(await stateOf()).toEqual(ALL_LIVE);
    expect(world.upstream.jobRequests).toBe(6);
  });
});

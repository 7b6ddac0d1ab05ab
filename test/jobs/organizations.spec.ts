import { afterEach, beforeEach, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { Job } from '../../src/jobs/job.js';
import { isAbout } from '../support/upstream.js';
import { startWorld, type World } from './world.js';

interface Health {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  readonly connection: string;
  readonly health: string;
  readonly lastSuccessfulBackup: string | null;
  readonly backupAgeSeconds: number | null;
  readonly lastBackup: Job | null;
}

let world: World;
beforeEach(async () => void (world = await startWorld({ tenants: demoTenants() })));
afterEach(() => world.close());

async function organizations(): Promise<Health[]> {
  const { status, body } = await world.service.get('/v1/organizations');
  expect(status).toBe(200);
  return (body as { data: Health[] }).data;
}

it('tells the organizations that fail and that are late from those that are well, ordered by id', async () => {
  const data = await organizations();
  expect(data.map(({ id }) => id)).toEqual(data.map(({ id }) => id).toSorted());
  const health = Object.fromEntries(data.map(({ name, health: word }) => [name, word]));
  expect(health).toMatchObject({
    'Contoso Sales': 'ok',
    'Contoso Customer Care': 'ok',
    'Contoso Finance': 'ok',
    'Contoso Marketing': 'late',
  });
  expect(health).toMatchObject({ 'Fabrikam Retail': 'ok', 'Fabrikam Field Operations': 'failing' });
  expect(data.find(({ name }) => name === 'Fabrikam Retail')).toMatchObject({
    alias: 'fabrikam-retail',
    connection: 'fabrikam',
  });
});

it('agrees with the list of jobs, and shares its copies', async () => {
  const { data: jobs, page } = await world.list('/v1/jobs?type=backup&pageSize=200');
  expect(page.totalPages).toBe(1);
  const calls = world.upstream.jobRequests;
  const data = await organizations();
  expect(world.upstream.jobRequests).toBe(calls);
  expect(data).toHaveLength(7);
  for (const { id, lastSuccessfulBackup, backupAgeSeconds, lastBackup } of data) {
    const own = jobs.filter(({ organization }) => organization.id === id);
    const finishes = own
      .filter(({ status }) => status === 'finished')
      .map(({ finishTime }) => String(finishTime));
    expect(lastSuccessfulBackup).toBe(finishes.toSorted().at(-1) ?? null);
    const ageMs =
      lastSuccessfulBackup === null ? null : world.clock.wallMs() - Date.parse(lastSuccessfulBackup);
    expect(backupAgeSeconds).toBe(ageMs === null ? null : Math.floor(ageMs / 1000));
    expect(lastBackup).toEqual(
      own.toSorted((a, b) => (String(a.startTime) < String(b.startTime) ? 1 : -1))[0] ?? null,
    );
  }
});

it('does not know of an organization that cannot be read, and still answers', async () => {
  const [{ organizations: own }] = demoTenants();
  const { id } = own[0] ?? { id: '' };
  world.upstream.faults.next({ match: 'get', when: isAbout(id), respond: answerWith({ status: 500 }) });
  const { body } = await world.service.get('/v1/organizations');
  const { data, partial } = body as { data: Health[]; partial: boolean };
  expect(partial).toBe(true);
  expect(data.find((organization) => organization.id === id)).toEqual({
    id,
    alias: 'contoso-sales',
    name: 'Contoso Sales',
    connection: 'contoso',
    health: 'unknown',
    lastSuccessfulBackup: null,
    backupAgeSeconds: null,
    lastBackup: null,
  });
  expect(data.filter(({ health }) => health === 'unknown')).toHaveLength(1);
});

function marketingOf(data: readonly Health[]): Health | undefined {
  return data.find(({ name }) => name === 'Contoso Marketing');
}

it('grows older with time, until a backup is late', async () => {
  const before = marketingOf(await organizations());
  world.clock.advance(5 * 86_400_000);
  const after = marketingOf(await organizations());
  expect(before?.lastSuccessfulBackup).not.toBeNull();
  expect(after).toMatchObject({
    health: 'late',
    lastSuccessfulBackup: null,
    backupAgeSeconds: null,
    lastBackup: null,
  });
});

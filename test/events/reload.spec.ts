import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { ConfigService } from '../../src/config/config.service.js';
import { CARE, SALES, TENANTS } from '../cache/small-world.js';
import { clientEntry, KEY } from '../support/service.js';
import { connectionEntries } from '../support/upstream.js';
import { startChangingWorld, underWay, type ChangingWorld } from './changing-world.js';

const OTHER_KEY = 'key-of-somebody-else';
const everybody = () => [clientEntry('all', KEY), clientEntry('other', OTHER_KEY)];

/** Has the configuration read again, with other clients or organizations. */
async function reload(
  world: ChangingWorld,
  { clients = everybody(), tenants = TENANTS }: { clients?: object[]; tenants?: typeof TENANTS },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ clients, connections: connectionEntries(world.upstream, tenants) }));
  vi.stubEnv('CONFIG_FILE', file);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await world.service.app.get(ConfigService, { strict: false }).reload()).toBe(true);
}

describe('a listener whose rights change while it listens', () => {
  it('hears no more of an organization it lost, and goes on hearing of the others', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    await reload(world, { clients: [clientEntry('all', KEY, [CARE]), clientEntry('other', OTHER_KEY)] });
    const other = await world.listen({ key: OTHER_KEY });
    world.jobs[SALES]!.push(underWay({ jobId: 'of-sales' }));
    world.jobs[CARE]!.push(underWay({ jobId: 'of-care' }));
    await world.nextLook(other);
    await expect.poll(() => listening.heard).toEqual(['job.created of-care: null, inProgress']);
    expect(listening.timesHeard('marker-1')).toBe(1);
  });

  it.each([
    ['is gone', [clientEntry('other', OTHER_KEY)]],
    ['has another key', [clientEntry('all', 'a new key'), clientEntry('other', OTHER_KEY)]],
    [
      'may not read jobs',
      [{ ...clientEntry('all', KEY), permissions: ['metrics:read'] }, clientEntry('other', OTHER_KEY)],
    ],
  ])('is sent away when its client %s', async (_what, clients) => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    await reload(world, { clients });
    world.clock.advance(15_000);
    await expect.poll(() => listening.isEnded).toBe(true);
    expect(world.listeners()).toBe(0);
  });

  it('is told nothing further of an organization that is configured no more, which nobody asks for', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    const [contoso] = TENANTS;
    await reload(world, { tenants: [{ ...contoso!, organizations: contoso!.organizations.slice(0, 1) }] });
    world.clock.advance(15_000);
    world.jobs[SALES]!.push(underWay({ jobId: 'a' }));
    world.clock.advance(15_000);
    await expect.poll(() => listening.heard).toEqual(['job.created a: null, inProgress']);
    expect(world.upstream.jobRequests).toBe(4);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { startWorld, tenantOf, type World } from './world.js';

const [{ organizations }] = demoTenants();

/** The same believable jobs behind every way to ask, in every shape to answer. */
const WAYS = [
  { setting: 'get', contract: 'get', answerShape: 'current', timeFormat: 'iso8601' },
  { setting: 'get', contract: 'both', answerShape: 'wrapped', timeFormat: 'epochMilliseconds' },
  { setting: 'post', contract: 'post', answerShape: 'earlier', timeFormat: 'iso8601' },
  { setting: 'post', contract: 'both', answerShape: 'current', timeFormat: 'epochMilliseconds' },
  { setting: 'auto', contract: 'post', answerShape: 'earlier', timeFormat: 'iso8601' },
  { setting: 'auto', contract: 'get', answerShape: 'current', timeFormat: 'iso8601' },
] as const;

const worlds: World[] = [];
beforeAll(async () => {
  for (const { setting, contract, answerShape, timeFormat } of WAYS) {
    const tenants = [tenantOf({ contract, answerShape, timeFormat, organizations })];
    // oxlint-disable-next-line no-await-in-loop -- One service at a time.
    const world = await startWorld({ tenants, connection: { contract: setting, timeFormat } });
    // A short job is in progress three minutes later.
    world.clock.advance(180_000);
    worlds.push(world);
  }
});
afterAll(() => Promise.all(worlds.map((world) => world.close())));

it.each([
  'pageSize=200',
  'pageSize=200&page=2',
  'status=inProgress',
  'type=backup,export&status=finished&sort=-durationSeconds',
  'from=2026-10-25&to=2026-11-20T11:07:30Z&sort=finishTime&pageSize=200',
  'sort=organizationName&pageSize=150',
])('gives the same bytes of data whichever contract is spoken: %s', async (query) => {
  const answers = await Promise.all(worlds.map(({ service }) => service.get(`/v1/jobs?${query}`)));
  const data = answers.map(({ text }) => text.slice(0, text.indexOf('],"page":')));
  expect(data[0]?.length).toBeGreaterThan(200);
  for (const other of data) expect(other).toBe(data[0]);
});

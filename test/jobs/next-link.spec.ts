import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';
import { questionsTo } from '../support/upstream.js';
import { startWorld, type World } from './world.js';

let world: World;
let stranger: Server;
let strangerUrl: string;
let connections = 0;

beforeAll(async () => {
  world = await startWorld({ environment: { CACHE_FRESH_SECONDS: '0', UPSTREAM_PAGE_SIZE: '2' } });
  stranger = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
  const { port } = stranger.address() as { port: number };
  // Without this a connection would be refused by the test setup, and the listener could not tell.
  expectConnectionsTo(port);
  strangerUrl = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  stranger.close();
  await world.close();
});

function page(ids: readonly string[], nextLink: string | null): string {
  return JSON.stringify({ nextLink, jobs: ids.map((jobId) => ({ jobId, type: 1, status: 3 })) });
}

it.each<[string, () => string]>([
  ['a path without the contract', () => '/jobs?pageIndex=2'],
  ['an absolute address of the upstream', () => `${world.upstream.url}/dynamicsbackup/jobs?pageIndex=2`],
  ['an absolute address of another host', () => `${strangerUrl}/dynamicsbackup/jobs?pageIndex=2`],
  ['an address without a scheme', () => `${strangerUrl.slice('http:'.length)}/dynamicsbackup/jobs`],
  ['a link to the page it stands on', () => '/jobs?pageIndex=1'],
])('takes %s for a hint that there is more, and asks in its own words', async (_kind, linkOf) => {
  world.upstream.reset();
  const link = linkOf();
  for (const body of [page(['A', 'B'], link), page(['C'], link), page([], null)]) {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 200, body }) });
  }
  const { data } = await world.list('/v1/jobs');
  expect(data.map(({ id }) => id).toSorted()).toEqual(['A', 'B', 'C']);
  const asked = questionsTo(world.upstream);
  expect(asked.map(({ pageIndex }) => pageIndex)).toEqual(['1', '2', '3']);
  expect(asked[1]).toEqual({ ...asked[0], pageIndex: '2' });
  expect(world.upstream.received.filter(({ route }) => route === 'other')).toEqual([]);
  expect(connections).toBe(0);
});

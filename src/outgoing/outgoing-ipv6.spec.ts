import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

import { expect, it, onTestFinished } from 'vitest';

import { expectConnectionsTo } from '../../test/support/no-unexpected-connections.js';
import { outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const hasLoopback = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

it.skipIf(!hasLoopback)('goes to an address of IPv6, which a URL writes in brackets', async () => {
  const server = createServer((request, response) => response.end(request.headers.host)).listen(0, '::1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expectConnectionsTo(port);
  const answer = await outgoingClient().send(requestTo(new URL(`http://[::1]:${port}/`)));
  expect(answer.body.toString()).toBe(`[::1]:${port}`);
});

import type { Socket } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { type GatewayWorld, startGatewayWorld } from './gateway-world.js';
import { serveRaw } from '../tokens/local-server.js';
import { COMMITTED, isNginxMissing, Nginx } from './nginx.js';
import { through } from './through.js';

/** The line for connections to replicas; callers have one of the same kind. */
const KEPT = /being closed\.\n +keepalive_timeout (\d+)s;/;
const [KEPT_LINES = '', KEPT_SECONDS] = KEPT.exec(COMMITTED) ?? [];

/** The gateway as it is, but for how it is changed. */
async function start(changes: Readonly<Record<string, string>> = {}): Promise<GatewayWorld> {
  const world = await startGatewayWorld({}, changes);
  onTestFinished(() => world.close());
  return world;
}

/** The connections that come to the first replica from now on. */
function connectionsTo({ replicas: [{ app }] }: GatewayWorld): Socket[] {
  const sockets: Socket[] = [];
  app.getHttpServer().on('connection', (socket: Socket) => sockets.push(socket));
  return sockets;
}

describe.skipIf(isNginxMissing)('connections between the gateway and a replica', () => {
  it('are used again and again', async () => {
    const world = await start();
    const sockets = connectionsTo(world);
    for (let time = 0; time < 6; time += 1) await through(world.nginx, '/health/live');
    // One for all of them.
    expect(sockets).toHaveLength(1);
  });

  it('are closed by the gateway, well before the service would', async () => {
    // Kept for one second, or this would take a minute.
    const world = await start({ [KEPT_LINES]: KEPT_LINES.replace(/\d+s;$/, '1s;') });
    const { keepAliveTimeout } = world.replicas[0].app.getHttpServer() as { keepAliveTimeout: number };
    expect(Number(KEPT_SECONDS) * 1_000).toBeGreaterThan(10_000);
    expect(Number(KEPT_SECONDS) * 1_000).toBeLessThanOrEqual(keepAliveTimeout - 10_000);
    const sockets = connectionsTo(world);
    while (sockets.length === 0) await through(world.nginx, '/health/live');
    // Nobody else would end it: the service waits for more than a minute.
    await expect.poll(() => sockets.map(({ readableEnded }) => readableEnded)).toEqual([true]);
    expect((await through(world.nginx, '/health/live')).status).toBe(200);
  });

  it('are not missed by a read when a replica closes one just as it comes', async () => {
    const known = new WeakSet<Socket>();
    const replica = await serveRaw((socket) => {
      if (known.has(socket)) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell');
      known.add(socket);
    });
    const nginx = await Nginx.start({ ports: [Number(replica.url.port), Number(replica.url.port)] });
    onTestFinished(() => nginx.close());
    // Two of them meet a closed one; a third failure would count against the replica as a whole.
    for (let time = 0; time < 4; time += 1)
      expect(await through(nginx, '/v1/jobs')).toMatchObject({ status: 200, text: 'well' });
    expect(replica.accepted()).toBe(4);
  });
});

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

import type { FakeClock } from '../support/fake-clock.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A road to a server that a test can lengthen and cut. */
export interface TcpProxy {
  readonly url: string;
  /** How much later, by the clock, what the server says arrives. */
  delayMs: number;
  /** A question of the test's own has gone the whole way and come back, undelayed: so has what was asked before it. */
  settle(this: void): Promise<void>;
  /** Ends every connection, and takes no further one until it is mended. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(port: number, clock: FakeClock): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const undelayedPorts = new Set<number>();
  let isCut = false;
  let delayMs = 0;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [near, far].forEach((other) => void other.destroy()));
    }
    let dueMs = 0;
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      const nowMs = clock.monotonicMs();
      // What comes later arrives no earlier, though the road is short again.
      dueMs = Math.max(dueMs, nowMs + (undelayedPorts.has(near.remotePort ?? 0) ? 0 : delayMs));
      if (dueMs <= nowMs) near.write(bytes);
      else clock.after(dueMs - nowMs, () => near.write(bytes));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as { port: number };
  expectConnectionsTo(own);
  const endAll = (): void => sockets.forEach((socket) => void socket.destroy());
  return {
    url: `redis://127.0.0.1:${own}`,
    get delayMs() {
      return delayMs;
    },
    set delayMs(ms) {
      delayMs = ms;
    },
    settle: () => askOnce(own, undelayedPorts),
    cut: () => {
      isCut = true;
      endAll();
    },
    mend: () => void (isCut = false),
    close: async () => {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Asks a Redis over a connection of its own, and waits for an answer or for the end of the way. */
async function askOnce(port: number, undelayedPorts: Set<number>): Promise<void> {
  const closed = Promise.withResolvers<void>();
  const socket = connect(port, '127.0.0.1', () => {
    const { localPort = 0 } = socket;
    undelayedPorts.add(localPort);
    socket.once('close', () => undelayedPorts.delete(localPort));
    socket.write('PING\r\n');
  });
  socket.on('error', () => undefined);
  socket.once('data', () => void socket.destroy());
  socket.once('close', closed.resolve);
  await closed.promise;
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

import type { FakeClock } from '../support/fake-clock.js';
import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A road to a server that a test can lengthen and cut. */
export interface TcpProxy {
  readonly url: string;
  /** How much later, by the clock, what the server says arrives. */
  delayMs: number;
  /** Ends every connection, and takes no further one until it is mended. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(port: number, clock: FakeClock): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
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
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (delayMs === 0) near.write(bytes);
      else clock.after(delayMs, () => near.write(bytes));
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

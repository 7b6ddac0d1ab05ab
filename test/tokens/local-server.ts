import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A server of this test on a free port of the loopback address, closed with all its connections when the test ends. */
export interface LocalServer {
  readonly url: URL;
  readonly connections: ReadonlySet<Socket>;
  /** How many connections were ever accepted. */
  accepted(): number;
  close(): Promise<void>;
}

export async function listen(server: Server, protocol: 'http' | 'https' = 'http'): Promise<LocalServer> {
  const connections = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    connections.add(socket);
    socket.on('close', () => connections.delete(socket)).on('error', () => undefined);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const port = portOf(server);
  expectConnectionsTo(port);
  const close = (): Promise<void> => closeAll(server, connections);
  onTestFinished(close);
  return { url: new URL(`${protocol}://127.0.0.1:${port}/`), connections, accepted: () => accepted, close };
}

export function serveHttp(listener: RequestListener): Promise<LocalServer> {
  return listen(createServer(listener));
}

/** Answers each request, as soon as its head is there, by hand: `reply` gets the socket and the request's number from 1. */
export function serveRaw(reply: (socket: Socket, count: number) => void): Promise<LocalServer> {
  let count = 0;
  const server = createRawServer((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (!/^(GET|POST) /.test(chunk.toString('latin1'))) return;
      count += 1;
      reply(socket, count);
    });
  });
  return listen(server);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

async function closeAll(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  for (const socket of connections) socket.destroy();
  await promise;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Signs the demo's messages. Everybody may know it: they tell of made-up jobs on this machine. */
export const DEMO_WEBHOOK_SECRET = `whsec_${Buffer.from('secret of the demo webhook').toString('base64')}`;

const MOST_TOLD = 100;

export interface DemoReceiver {
  /** Takes messages by POST, and shows them to whoever asks by GET. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where the demo's webhooks go: takes every message, and tells whoever asks what it was told, and is told from then on. */
export async function startReceiver(): Promise<DemoReceiver> {
  const told: string[] = [];
  const listeners = new Set<ServerResponse>();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const line = `${await text(request)}\n`;
    told.push(line);
    if (told.length > MOST_TOLD) told.shift();
    for (const listener of listeners) listener.write(line);
    response.writeHead(204).end();
  };
  const show = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write(told.join(''));
    response.flushHeaders();
    listeners.add(response);
    response.once('close', () => listeners.delete(response));
  };
  const server = createServer((request, response) => {
    if (request.method !== 'POST') return show(response);
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/told`, close };
}

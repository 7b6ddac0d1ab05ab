import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expectConnectionsTo } from '../support/no-unexpected-connections.js';

/** A request as it came out of the gateway. */
export interface Recorded {
  readonly path: string;
  /** Every field as it was sent: names in lower case, one entry for each line. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Stands where a replica would, and notes what it is sent. */
export interface Recorder {
  readonly port: number;
  readonly recorded: Recorded[];
  /** The values of a field in the latest request. */
  latest(name: string): string[];
  close(): void;
}

export async function startRecorder(): Promise<Recorder> {
  const recorded: Recorded[] = [];
  const server = createServer((request, response) => {
    recorded.push({ path: request.url ?? '', fields: fieldsOf(request) });
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expectConnectionsTo(port);
  const latest = (name: string): string[] =>
    (recorded.at(-1)?.fields ?? []).filter(([field]) => field === name).map(([, value]) => value);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port, recorded, latest, close };
}

function fieldsOf({ rawHeaders }: IncomingMessage): [name: string, value: string][] {
  return rawHeaders
    .filter((_, index) => index % 2 === 0)
    .map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? '']);
}

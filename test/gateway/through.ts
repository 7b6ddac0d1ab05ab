import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

import type { Nginx } from './nginx.js';

export interface ThroughOptions {
  readonly method?: string;
  /** A list is sent as several fields of one name. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** The caller's address, any of 127.0.0.0/8. */
  readonly from?: string;
  readonly agent?: Agent;
  /** Whose certificate the caller shows. */
  readonly as?: 'client' | 'impostor';
  readonly body?: string;
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The certificate is the one that was made for this test. One function for all: connections are kept by it, too. */
const anyName = (): undefined => undefined;

/** The header of the answer to a caller of the gateway, whose certificate is checked. The body is still to be read. */
export async function openThrough(
  nginx: Nginx,
  path: string,
  { method = 'GET', headers = {}, from, agent, as, body }: ThroughOptions = {},
): Promise<IncomingMessage> {
  const sent = request({
    host: '127.0.0.1',
    port: nginx.port,
    path,
    method,
    headers,
    agent: agent ?? false,
    ca: nginx.certificate,
    checkServerIdentity: anyName,
    ...(as === undefined ? {} : nginx.proofOf(as)),
    ...(from === undefined ? {} : { localAddress: from }),
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

/** The whole answer. */
export async function through(nginx: Nginx, path: string, options: ThroughOptions = {}): Promise<Answer> {
  const response = await openThrough(nginx, path, options);
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}

import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

import type { Job } from '../../src/jobs/job.js';
import { serveHttp } from '../tokens/local-server.js';

export const SECRET = `whsec_${Buffer.from('canary-of-the-webhook').toString('base64')}`;

/** One message as it came in, its signature verified by an implementation that is not ours. */
export interface Received {
  readonly id: string;
  readonly sentAtMs: number;
  readonly type: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: { readonly job?: Job; readonly organization?: object };
  };
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it answers next, one after the other; 204 when there is nothing left. */
  readonly answers: { status: number; headers?: Record<string, string> }[];
  /** Answers nothing, until told. */
  hold(): () => void;
}

/** Somebody who is told, at an address whose query holds a key. */
export async function startReceiver(secret: string = SECRET): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Receiver['answers'] = [];
  let gate = Promise.resolve();
  const server = await serveHttp((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => void (text += more));
    request.on('end', () => {
      received.push(verified(text, request.headers as Record<string, string>, secret));
      const { status, headers = {} } = answers.shift() ?? { status: 204 };
      void gate.then(() => response.writeHead(status, headers).end(`canary-body ${status}`));
    });
  });
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  return { url: `${server.url.href}in?key=canary-query`, received, answers, hold };
}

function verified(text: string, headers: Record<string, string>, secret: string): Received {
  const sentAtMs = Number(headers['webhook-timestamp']) * 1000;
  // The verifier compares with this machine's clock, and the service runs on the test's.
  vi.useFakeTimers({ toFake: ['Date'], now: sentAtMs });
  try {
    const body = new Webhook(secret, secret.startsWith('whsec_') ? {} : { format: 'raw' }).verify(
      text,
      headers,
    ) as Received['body'];
    return { id: headers['webhook-id']!, sentAtMs, type: body.type, body };
  } finally {
    vi.useRealTimers();
  }
}

import type { OutgoingHttpHeaders } from 'node:http';

import type { FaultResponder } from './faults.js';

interface RawAnswer {
  readonly status: number;
  /** `application/json` unless given. */
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as it is. */
  readonly body?: string | Buffer;
}

/** Answers with exactly this. */
export function answerWith({ status, headers, body = '' }: RawAnswer): FaultResponder {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
}

/** Never answers. */
export function hang(): FaultResponder {
  return () => {};
}

/** Resets the connection: without a byte, or after this start of a body that was announced to be longer. */
export function resetAfter(start = ''): FaultResponder {
  return (_request, response) => {
    if (start === '') {
      response.socket?.resetAndDestroy();
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(start) + 1000,
    });
    // The next turn of the loop resets it, so that the start has left.
    response.write(start, () => setImmediate(() => response.socket?.resetAndDestroy()));
  };
}

/** Sends the piece over and over, `everyMs` apart, and never ends. */
export function drip(piece: string, everyMs: number): FaultResponder {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(piece), everyMs);
    response.once('close', () => clearInterval(timer));
  };
}

/** Holds the request until the promise is kept, then lets the stand-in answer. */
export function holdUntil(opened: Promise<unknown>): FaultResponder {
  return async () => {
    await opened;
    return 'continue' as const;
  };
}

import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';

import { owe } from './owed-answers.js';
import { SAFETY_HEADERS } from './safety-headers.js';
import { SocketRefusal } from './socket-refusal.js';

/** A connection that remembers what was said on it. */
class Connection extends EventEmitter {
  readonly end = vi.fn<(text: string) => void>();
  readonly destroy = vi.fn<() => void>();

  constructor(readonly writable = true) {
    super();
  }

  get asSocket(): Socket {
    return this as unknown as Socket;
  }
}

/** An answer that the connection waits for; its request has arrived as a whole or not. */
function oweOn(connection: Connection, complete: boolean, headersSent = false): EventEmitter {
  const answer = Object.assign(new EventEmitter(), { headersSent, req: { complete } });
  owe(connection.asSocket, answer as unknown as ServerResponse);
  return answer;
}

const logged: object[] = [];

function refuse(code: string | undefined, connection = new Connection()): Connection {
  const error = Object.assign(new Error('canary'), code === undefined ? {} : { code });
  new SocketRefusal((line) => logged.push(line)).refuseBytes(error, connection.asSocket);
  return connection;
}

function answerOf(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [status, ...fields] = head.split('\r\n');
  return {
    status,
    headers: Object.fromEntries(fields.map((field) => field.split(': '))) as Record<string, string>,
    body,
  };
}

describe('SocketRefusal', () => {
  it.each([
    {
      code: 'HPE_HEADER_OVERFLOW',
      status: 'HTTP/1.1 431 Request Header Fields Too Large',
      type: '/problems/header-too-large',
    },
    {
      code: 'ERR_HTTP_REQUEST_TIMEOUT',
      status: 'HTTP/1.1 408 Request Timeout',
      type: '/problems/request-timeout',
    },
    { code: 'HPE_INVALID_METHOD', status: 'HTTP/1.1 400 Bad Request', type: '/problems/validation-failed' },
    { code: undefined, status: 'HTTP/1.1 400 Bad Request', type: '/problems/validation-failed' },
  ])('answers $code with a whole problem document and closes', ({ code, status, type }) => {
    const answer = answerOf(refuse(code).end.mock.calls[0]?.[0] ?? '');
    const problem = JSON.parse(answer.body) as Record<string, unknown>;
    expect(answer.status).toBe(status);
    expect(problem).toMatchObject({ type, instance: '/', requestId: answer.headers['x-request-id'] });
    expect(answer.headers).toMatchObject({
      ...SAFETY_HEADERS,
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(answer.body)),
      'cache-control': 'no-store',
      connection: 'close',
    });
    expect(answer.body).not.toContain('canary');
    expect(logged.at(-1)).toMatchObject({ code: 'request', requestId: problem['requestId'] });
  });

  it.each([
    { code: 'ECONNRESET', writable: true },
    { code: 'HPE_INVALID_METHOD', writable: false },
  ])('says nothing to one who is gone: $code', ({ code, writable }) => {
    const connection = refuse(code, new Connection(writable));
    expect(connection.end).not.toHaveBeenCalled();
    expect(connection.destroy).toHaveBeenCalledOnce();
  });

  it('waits for the answers to what came before', () => {
    const connection = new Connection();
    const [first, second] = [oweOn(connection, true), oweOn(connection, true)];
    refuse('HPE_INVALID_METHOD', connection);
    first.emit('close');
    expect(connection.end).not.toHaveBeenCalled();
    second.emit('close');
    expect(connection.end).toHaveBeenCalledOnce();
  });

  it('answers in the place of a request whose body never came', () => {
    const connection = new Connection();
    oweOn(connection, false);
    expect(refuse('ERR_HTTP_REQUEST_TIMEOUT', connection).end).toHaveBeenCalledOnce();
  });

  it('hangs up on one whose answer has begun, instead of writing into the middle of it', () => {
    const connection = new Connection();
    oweOn(connection, false, true);
    refuse('HPE_INVALID_CHUNK_SIZE', connection);
    expect(connection.end).not.toHaveBeenCalled();
    expect(connection.destroy).toHaveBeenCalledOnce();
  });

  it('answers once, however many bytes follow', () => {
    const connection = new Connection();
    const refusal = new SocketRefusal(() => undefined);
    refusal.refuseBytes(new Error('one'), connection.asSocket);
    refusal.refuseBytes(new Error('two'), connection.asSocket);
    expect(connection.end).toHaveBeenCalledOnce();
  });

  it('refuses a tunnel, and survives its connection being reset', () => {
    const connection = new Connection();
    new SocketRefusal(() => undefined).refuseTunnel({} as IncomingMessage, connection.asSocket);
    const answer = answerOf(connection.end.mock.calls[0]?.[0] ?? '');
    expect(answer.status).toBe('HTTP/1.1 405 Method Not Allowed');
    expect(answer.headers).toHaveProperty('allow');
    connection.emit('error', new Error('reset'));
    expect(connection.destroy).toHaveBeenCalledOnce();
  });
});

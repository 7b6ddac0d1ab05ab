import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';

import { refuseOnSocket } from './socket-refusal.js';

function refuse(code: string | undefined, writable = true) {
  const socket = { writable, end: vi.fn<(text: string) => void>(), destroy: vi.fn<() => void>() };
  refuseOnSocket(
    Object.assign(new Error('canary'), code === undefined ? {} : { code }),
    socket as unknown as Socket,
  );
  return socket;
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

describe('refuseOnSocket', () => {
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
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(answer.body)),
      'cache-control': 'no-store',
      connection: 'close',
    });
    expect(answer.body).not.toContain('canary');
  });

  it.each([
    { code: 'ECONNRESET', writable: true },
    { code: 'HPE_INVALID_METHOD', writable: false },
  ])('says nothing to one who is gone: $code', ({ code, writable }) => {
    const socket = refuse(code, writable);
    expect(socket.end).not.toHaveBeenCalled();
    expect(socket.destroy).toHaveBeenCalledOnce();
  });
});

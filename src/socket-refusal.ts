import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { AppError } from './errors/app-error.js';
import { problemHeaders, toProblem } from './errors/problem.js';
import { requestIdOf } from './request-id.js';

/** Answers bytes that are no HTTP request: there is no request to hang an answer on, so it is written to the socket. */
export function refuseOnSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(messageOf(refusalOf(error.code)));
}

function refusalOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('header-too-large', 'The request headers are larger than is read here.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('request-timeout', 'The request took too long to arrive.');
  const message = 'The request is not valid HTTP.';
  return new AppError('validation-failed', message, { faults: [{ parameter: 'request', message }] });
}

function messageOf(refusal: AppError): string {
  const requestId = requestIdOf(undefined);
  const body = JSON.stringify(toProblem(refusal, { url: '/', requestId }));
  const headers = {
    ...problemHeaders(refusal),
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`, ...lines, '', body].join(
    '\r\n',
  );
}

import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

import { AppError } from './errors/app-error.js';
import { problemHeaders, toProblem } from './errors/problem.js';
import { answersOwedTo } from './owed-answers.js';
import { requestIdOf } from './request-id.js';
import { SAFETY_HEADERS } from './safety-headers.js';

type Log = (line: object) => void;

/** Answers bytes that are no HTTP request: there is no request to hang an answer on, so it is written to the socket. */
export class SocketRefusal {
  /** After the first refusal the rest of the bytes says nothing any more. */
  private readonly refused = new WeakSet<Duplex>();

  constructor(private readonly log: Log) {}

  /** What the server found that it cannot read. */
  refuseBytes(error: NodeJS.ErrnoException, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else this.refuse(socket, refusalOf(error.code));
  }

  /** CONNECT asks for a tunnel, RFC 9110 section 9.3.6; the server underneath would hang up without a word. */
  refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
    // The server has let go of this connection: a reset of it would end the process.
    socket.on('error', () => socket.destroy());
    this.refuse(
      socket,
      new AppError('method-not-allowed', 'No tunnels are made here.', { allowedMethods: [] }),
    );
  }

  private refuse(socket: Duplex, refusal: AppError): void {
    if (this.refused.has(socket)) return;
    this.refused.add(socket);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Every connection of this server is a socket.
    const { earlier, arriving } = answersOwedTo(socket as Socket);
    const speak = (): void => this.speak(socket, refusal);
    const last = earlier.at(-1);
    // Nothing can be said in the middle of an answer.
    if (arriving?.headersSent === true) socket.destroy();
    else if (last === undefined) speak();
    // Answers leave in the order of their requests, RFC 9112 section 9.3.2.
    else last.once('close', speak);
  }

  private speak(socket: Duplex, refusal: AppError): void {
    if (!socket.writable) return;
    const requestId = requestIdOf(undefined);
    this.log({ code: 'request', requestId, status: refusal.status, message: 'bytes refused' });
    socket.end(messageOf(refusal, requestId));
  }
}

function refusalOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('header-too-large', 'The request headers are larger than is read here.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('request-timeout', 'The request took too long to arrive.');
  const message = 'The request is not valid HTTP.';
  return new AppError('validation-failed', message, { faults: [{ parameter: 'request', message }] });
}

function messageOf(refusal: AppError, requestId: string): string {
  const body = JSON.stringify(toProblem(refusal, { url: '/', requestId }));
  const headers = {
    ...SAFETY_HEADERS,
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

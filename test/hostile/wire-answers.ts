import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import { bytes, MARK } from './hostile-answer.js';

type WireAnswer = readonly [what: string, respond: FaultResponder];

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const LARGE_BYTES = 20_000;

/** Answers that break HTTP (RFC 9112) around a body that would be good. */
export function brokenOnTheWire(body: string): WireAnswer[] {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const chunk = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
  const chunked = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;
  const texts: Readonly<Record<string, string>> = {
    'another protocol': `SSH-2.0-${MARK}\r\n`,
    'HTTP/0.9': body,
    'the greeting of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'a version that nobody knows': `HTTP/3.7 200 OK\r\n${length}\r\n${body}`,
    'a status without digits': `HTTP/1.1 OK ${MARK}\r\n${length}\r\n${body}`,
    'a status of two digits': `HTTP/1.1 20 OK\r\n${length}\r\n${body}`,
    'a status of four digits': `HTTP/1.1 2000 OK\r\n${length}\r\n${body}`,
    'a negative status': `HTTP/1.1 -200 OK\r\n${length}\r\n${body}`,
    'a header without a colon': `${HEAD}${MARK}\r\n${length}\r\n${body}`,
    'a blank before a colon': `${HEAD}X-Hostile : ${MARK}\r\n${length}\r\n${body}`,
    'a header without a name': `${HEAD}: ${MARK}\r\n${length}\r\n${body}`,
    'a NUL in a header': `${HEAD}X-Hostile: a\0${MARK}\r\n${length}\r\n${body}`,
    'a header of 20 kB': `${HEAD}X-Hostile: ${MARK.padEnd(LARGE_BYTES, 'x')}\r\n${length}\r\n${body}`,
    'ten thousand headers': `${HEAD}${'X-Hostile: 1\r\n'.repeat(10_000)}${length}\r\n${body}`,
    'a negative length': `${HEAD}Content-Length: -1\r\n\r\n${body}`,
    'a length in words': `${HEAD}Content-Length: many\r\n\r\n${body}`,
    'a length beyond all numbers': `${HEAD}Content-Length: 99999999999999999999999\r\n\r\n${body}`,
    'two lengths': `${HEAD}${length}Content-Length: 1\r\n\r\n${body}`,
    'a length that is too long': `${HEAD}Content-Length: ${body.length + 9}\r\n\r\n${body}`,
    'a length that is too short': `${HEAD}Content-Length: ${body.length - 9}\r\n\r\n${body}`,
    'a length beside chunks': `${HEAD}${length}Transfer-Encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`,
    'chunks of a coding that nobody knows': `${HEAD}Transfer-Encoding: ${MARK}, chunked, x\r\n\r\n${chunk}0\r\n\r\n`,
    'chunks without their end': `${chunked}${chunk}`,
    'a chunk whose length is no number': `${chunked}${MARK}\r\n${body}\r\n0\r\n\r\n`,
    'a chunk of negative length': `${chunked}-1\r\n${body}\r\n0\r\n\r\n`,
    'a chunk beyond all numbers': `${chunked}${'f'.repeat(20)}\r\n${body}\r\n0\r\n\r\n`,
    'a chunk longer than it says': `${chunked}3\r\n${body}\r\n0\r\n\r\n`,
    'a chunk extension of 20 kB': `${chunked}1;x=${'x'.repeat(LARGE_BYTES)}\r\n{\r\n0\r\n\r\n`,
    'a trailer of 20 kB': `${chunked}${chunk}0\r\nX-Hostile: ${'x'.repeat(LARGE_BYTES)}\r\n\r\n`,
    'a trailer without a colon': `${chunked}${chunk}0\r\n${MARK}\r\n\r\n`,
  };
  return Object.entries(texts).map(([what, text]) => [what, bytes(text)]);
}

/** Answers that HTTP allows, however odd they look. */
export function oddOnTheWire(body: string): WireAnswer[] {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n`;
  const size = Buffer.byteLength(body).toString(16);
  const chunked = `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const texts: Readonly<Record<string, string>> = {
    'no length, and an end': `${HEAD}Connection: close\r\n\r\n${body}`,
    'HTTP/1.0': `HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${body}`,
    'no reason': `HTTP/1.1 200 \r\nContent-Type: application/json\r\n${length}\r\n${body}`,
    'a reason of markup': `HTTP/1.1 200 <script>${MARK}\r\nContent-Type: application/json\r\n${length}\r\n${body}`,
    'a continue before': `HTTP/1.1 100 Continue\r\n\r\n${HEAD}${length}\r\n${body}`,
    'processing before': `HTTP/1.1 102 Processing\r\n\r\n${HEAD}${length}\r\n${body}`,
    'a hint before': `HTTP/1.1 103 Early Hints\r\nLink: <http://${MARK}.invalid/>; rel=preload\r\n\r\n${HEAD}${length}\r\n${body}`,
    'fifty hints before': `${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50)}${HEAD}${length}\r\n${body}`,
    'chunks with extensions': `${chunked}${size};a=b;c="${MARK}"\r\n${body}\r\n0;x\r\n\r\n`,
    'chunks of one byte': `${chunked}${body
      .split('')
      .map((byte) => `1\r\n${byte}\r\n`)
      .join('')}0\r\n\r\n`,
    'a length with zeros in front': `${chunked}000${size}\r\n${body}\r\n0\r\n\r\n`,
    trailers: `${chunked}${size}\r\n${body}\r\n0\r\nX-Hostile: ${MARK}\r\nContent-Type: text/html\r\n\r\n`,
    'a header named like a member of every object': `${HEAD}__proto__: ${MARK}\r\nconstructor: x\r\n${length}\r\n${body}`,
    'a header twice': `${HEAD}Content-Type: text/html\r\n${length}\r\n${body}`,
    cookies: `${HEAD}Set-Cookie: a=${MARK}\r\nSet-Cookie: b=${MARK}\r\n${length}\r\n${body}`,
    'a place to go to': `${HEAD}Location: http://${MARK}.invalid/\r\nRefresh: 0\r\n${length}\r\n${body}`,
    'a header of markup in Latin 1': `${HEAD}X-Hostile: <b>\u00fc${MARK}\r\n${length}\r\n${body}`,
    'a header of 8 kB': `${HEAD}X-Hostile: ${MARK.padEnd(8_000, 'x')}\r\n${length}\r\n${body}`,
    'a wait beside a good answer': `${HEAD}Retry-After: 86400\r\n${length}\r\n${body}`,
  };
  const answers = Object.entries(texts).map(
    ([what, text]) => [what, bytes(Buffer.from(text, 'latin1'))] as const,
  );
  return [...answers, ['a second answer that nobody asked for', twice(body)]];
}

/** The connection stays open, with an answer in it that the next question must not be given. */
function twice(body: string): FaultResponder {
  return (_request, response) => {
    const answer = `${HEAD}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    response.socket?.write(answer + answer);
    return undefined;
  };
}

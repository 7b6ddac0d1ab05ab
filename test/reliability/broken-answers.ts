import { gzipSync } from 'node:zlib';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';

/** Stands in every broken answer: it must be seen nowhere. */
export const BODY_CANARY = 'canary-of-the-upstream';
const WHOLE = JSON.stringify({ totalCount: 1, jobs: [{ jobId: BODY_CANARY, type: 1, status: 3 }] });
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const BOMB_BYTES = 128 * 1024 * 1024;

/** Answers with these bytes, whatever HTTP thinks of them, and hangs up. */
const answerRaw =
  (bytes: string): FaultResponder =>
  (_request, response) => {
    response.socket?.end(bytes);
    return undefined;
  };

const ok = (body: string | Buffer, headers: Record<string, string> = {}): FaultResponder =>
  answerWith({ status: 200, headers, body });

export const TRUNCATED_JSON = ok(WHOLE.slice(0, -5));
export const WITHOUT_ITS_END = answerRaw(`${HEAD}Content-Length: ${WHOLE.length + 9}\r\n\r\n${WHOLE}`);
export const LONGER_THAN_SAID = answerRaw(`${HEAD}Content-Length: ${WHOLE.length - 9}\r\n\r\n${WHOLE}`);
export const BAD_CHUNK = answerRaw(
  `${HEAD}Transfer-Encoding: chunked\r\n\r\n${WHOLE.length.toString(16)}\r\n${WHOLE}\r\nXYZ\r\n`,
);
export const HTML = ok(`<html>${BODY_CANARY}</html>`, { 'content-type': 'text/html' });
export const JSON_CALLED_HTML = ok(WHOLE, { 'content-type': 'text/html' });
export const INVALID_UTF8 = ok(Buffer.concat([Buffer.from(WHOLE.slice(0, 40)), Buffer.from([0xff, 0xfe])]));
export const DEEP_JSON = ok(`${'{"jobs":'.repeat(10_000)}"${BODY_CANARY}"${'}'.repeat(10_000)}`);
export const FAILURE_INSIDE = ok(`{"statusCode":500,"message":"${BODY_CANARY}","data":null}`);

/** Half an answer, then nothing more. */
export const STALL: FaultResponder = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  response.write(WHOLE.slice(0, 30));
  return undefined;
};

/** A body that never ends, as fast as it is read. */
export const ENDLESS: FaultResponder = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
  return undefined;
};

/** A few hundred kilobytes that grow to 128 MB of blanks. */
export function gzipBomb(): FaultResponder {
  return ok(gzipSync(Buffer.alloc(BOMB_BYTES, ' ')), { 'content-encoding': 'gzip' });
}

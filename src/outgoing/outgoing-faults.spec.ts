import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { listen, serveHttp, serveRaw } from '../../test/tokens/local-server.js';
import { outcomeOf, outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const gzip = gzipSync('a body that is long enough to be cut somewhere in the middle '.repeat(20));
const brotli = brotliCompressSync('a body that is long enough to be cut somewhere in the middle '.repeat(20));

describe('a call that brings no answer at all is unreachable', () => {
  it('when the connection is refused', async () => {
    const server = await serveHttp(() => undefined);
    await server.close();
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('unreachable');
  });

  it('when the server resets or closes before it answers', async () => {
    const resets = await serveRaw((socket) => socket.resetAndDestroy());
    expect(await outcomeOf(outgoingClient().send(requestTo(resets.url)))).toBe('unreachable');
    const closes = await serveRaw((socket) => socket.end());
    expect(await outcomeOf(outgoingClient().send(requestTo(closes.url)))).toBe('unreachable');
    expect([resets.accepted(), closes.accepted()]).toEqual([1, 1]);
  });

  it('when the server does not speak TLS', async () => {
    const server = await listen(
      createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'https',
    );
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('unreachable');
  });
});

describe('a call whose answer does not come whole is interrupted', () => {
  it.each([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['ends before its length', `${HEAD}Content-Length: 100\r\n\r\n{"a":1}`],
    ['goes on after its length', `${HEAD}Content-Length: 3\r\n\r\n{"a":1}`],
    ['has two lengths', `${HEAD}Content-Length: 3\r\nContent-Length: 7\r\n\r\n{"a":1}`],
    [
      'has a length beside its chunks',
      `${HEAD}Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n0\r\n\r\n`,
    ],
    ['has a bad chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\nXYZ\r\n`],
    ['ends before its last chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n`],
  ])('when it %s', async (_, answer) => {
    const server = await serveRaw((socket) => socket.end(answer));
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('interrupted');
    expect(server.accepted()).toBe(1);
  });

  it('when the server resets in the middle of it', async () => {
    const server = await serveRaw((socket) => {
      socket.write(`${HEAD}Content-Length: 100\r\n\r\n{"a":1}`, () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      );
    });
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('interrupted');
  });

  it.each([
    ['gzip', gzip.subarray(0, gzip.length / 2)],
    ['gzip', gzip.subarray(0, gzip.length - 1)],
    ['gzip', Buffer.from('not gzip')],
    ['deflate', Buffer.from('not deflate')],
    ['br', brotli.subarray(0, brotli.length / 2)],
    ['zstd', Buffer.from('never asked for')],
    ['gzip, br', gzip],
  ])('when its %s coding is broken or strange', async (encoding, body) => {
    const server = await serveHttp((_, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(body),
    );
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('interrupted');
  });
});

it('shows neither header nor address nor body in the error of a call', async () => {
  const client = outgoingClient();
  const servers = await Promise.all([
    serveRaw((socket) => socket.resetAndDestroy()),
    serveRaw((socket) => socket.end(`${HEAD}Content-Length: 100\r\n\r\ncanary-answer`)),
    serveHttp((_, response) => response.end(Buffer.alloc(2_000_000, 'canary-answer'))),
  ]);
  const headers = { authorization: 'Bearer canary-token' };
  for (const { url } of servers) {
    const call = client.send(
      requestTo(new URL('/canary-path', url), { method: 'POST', headers, body: 'canary-body' }),
    );
    // oxlint-disable-next-line no-await-in-loop -- Three calls need no hurry.
    const error: unknown = await call.catch((caught: unknown) => caught);
    const shown = inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error);
    expect(shown).toContain('outgoing call failed');
    expect(shown).not.toMatch(/canary|127\.0\.0\.1/);
  }
});

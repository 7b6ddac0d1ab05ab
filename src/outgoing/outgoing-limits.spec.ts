import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { serveHttp } from '../../test/tokens/local-server.js';
import { outcomeOf, outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const MAX_BYTES = 64 * 1024;
const BOMB_BYTES = 200 * 1024 * 1024;
const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;

function serveBytes(body: Buffer, headers: Record<string, string> = {}) {
  return serveHttp((_, response) => response.writeHead(200, headers).end(body));
}

describe('the largest answer', () => {
  it('is read when it is exactly as large as allowed, and cut one byte later', async () => {
    const client = outgoingClient();
    const fits = await serveBytes(Buffer.alloc(MAX_BYTES));
    expect((await client.send(requestTo(fits.url, { maxBytes: MAX_BYTES }))).body).toHaveLength(MAX_BYTES);
    const over = await serveBytes(Buffer.alloc(MAX_BYTES + 1));
    expect(await outcomeOf(client.send(requestTo(over.url, { maxBytes: MAX_BYTES })))).toBe('oversized');
  });

  it.each(['gzip', 'deflate', 'br'] as const)('counts what a %s body grows to', async (encoding) => {
    const client = outgoingClient();
    const fits = await serveBytes(compress[encoding](Buffer.alloc(MAX_BYTES)), {
      'Content-Encoding': encoding,
    });
    expect((await client.send(requestTo(fits.url, { maxBytes: MAX_BYTES }))).body).toHaveLength(MAX_BYTES);
    const over = await serveBytes(compress[encoding](Buffer.alloc(MAX_BYTES + 1)), {
      'Content-Encoding': encoding,
    });
    expect(await outcomeOf(client.send(requestTo(over.url, { maxBytes: MAX_BYTES })))).toBe('oversized');
  });

  it('reads a deflate body without the zlib header, which some servers send', async () => {
    const server = await serveBytes(deflateRawSync('hello'), { 'Content-Encoding': 'deflate' });
    expect((await outgoingClient().send(requestTo(server.url))).body.toString()).toBe('hello');
  });

  it('stops a gzip bomb without holding what it would grow to', async () => {
    const server = await serveBytes(gzipSync(Buffer.alloc(BOMB_BYTES)), { 'Content-Encoding': 'gzip' });
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('oversized');
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('cuts an endless body and hangs up', async () => {
    const hungUp = Promise.withResolvers<void>();
    const server = await serveHttp((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024)));
      };
      response.on('drain', more).on('close', () => hungUp.resolve());
      more();
    });
    expect(await outcomeOf(outgoingClient().send(requestTo(server.url)))).toBe('oversized');
    await hungUp.promise;
  });
});

it('sends no body larger than any question is', async () => {
  const server = await serveBytes(Buffer.from('ok'));
  const client = outgoingClient();
  const send = (body: string) => outcomeOf(client.send(requestTo(server.url, { method: 'POST', body })));
  expect(await send('a'.repeat(1024 * 1024))).toBe('answered');
  expect(await send('ü'.repeat(512 * 1024 + 1))).toBe('oversized');
  expect(server.accepted()).toBe(1);
});

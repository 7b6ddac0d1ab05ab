import { describe, expect, it } from 'vitest';

import { serveHttp, serveRaw } from '../../test/tokens/local-server.js';
import { outcomeOf, outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const TIMEOUT_MS = 150;
/** The faults last for ever: without a deadline, or with one that is put off, the test's own time would be up. */
const send = (url: URL): Promise<string> =>
  outcomeOf(outgoingClient().send(requestTo(url, { timeoutMs: TIMEOUT_MS })));

describe('the deadline of a call', () => {
  it('ends a call to a server that never answers', async () => {
    const server = await serveRaw(() => undefined);
    expect(await send(server.url)).toBe('timeout');
  });

  it('is not put off by headers or a body that drip', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n';
    for (const start of [head, `${head}\r\n`]) {
      // oxlint-disable-next-line no-await-in-loop -- Each server is measured alone.
      const server = await serveRaw((socket) => {
        socket.write(start);
        const dripping = setInterval(() => socket.write('a'), 10);
        socket.on('close', () => clearInterval(dripping));
      });
      // oxlint-disable-next-line no-await-in-loop -- Each server is measured alone.
      expect(await send(server.url)).toBe('timeout');
    }
  });

  it('ends a call whose body stalls, and hangs up', async () => {
    const hungUp = Promise.withResolvers<void>();
    const server = await serveHttp((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half');
      response.on('close', () => hungUp.resolve());
    });
    expect(await send(server.url)).toBe('timeout');
    await hungUp.promise;
  });
});

describe('a caller who leaves', () => {
  it('ends the call before the answer and in the middle of it', async () => {
    const client = outgoingClient();
    for (const start of ['', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf']) {
      const caller = new AbortController();
      // oxlint-disable-next-line no-await-in-loop -- The second server starts where the first test ended.
      const server = await serveRaw((socket) =>
        socket.write(start, () => setTimeout(() => caller.abort(), 20)),
      );
      // oxlint-disable-next-line no-await-in-loop -- As above.
      expect(await outcomeOf(client.send(requestTo(server.url, { signal: caller.signal })))).toBe(
        'cancelled',
      );
    }
  });

  it('makes no call when gone from the start', async () => {
    const server = await serveHttp((_, response) => response.end());
    const call = outgoingClient().send(requestTo(server.url, { signal: AbortSignal.abort() }));
    expect(await outcomeOf(call)).toBe('cancelled');
    expect(server.accepted()).toBe(0);
  });
});

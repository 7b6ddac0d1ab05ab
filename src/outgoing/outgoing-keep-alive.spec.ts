import type { Socket } from 'node:net';

import { describe, expect, it } from 'vitest';

import { serveRaw } from '../../test/tokens/local-server.js';
import { outcomeOf, outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const ROUNDS = 300;

/** Answers the first request of each connection and does something else with the second. */
function serveOnceThen(second: (socket: Socket) => void) {
  const seen = new WeakSet<Socket>();
  return serveRaw((socket) => {
    if (seen.has(socket)) return second(socket);
    seen.add(socket);
    return socket.write(ANSWER);
  });
}

describe('a kept connection', () => {
  it('is used again', async () => {
    const server = await serveRaw((socket) => socket.write(ANSWER));
    const client = outgoingClient();
    await client.send(requestTo(server.url));
    await client.send(requestTo(server.url));
    expect(server.accepted()).toBe(1);
  });

  it.each([
    ['is closed when the next request comes', (socket: Socket) => void socket.end()],
    ['is reset when the next request comes', (socket: Socket) => void socket.resetAndDestroy()],
  ])('that %s is invisible to the caller', async (_, second) => {
    const server = await serveOnceThen(second);
    const client = outgoingClient();
    for (let round = 0; round < ROUNDS; round += 1) {
      const body = `{"round":${round}}`;
      // oxlint-disable-next-line no-await-in-loop -- A connection is used again only after its answer.
      const answer = await client.send(requestTo(server.url, { method: 'POST', body }));
      expect(answer.body.toString()).toBe('ok');
    }
  });

  it('that the server closes right after each answer is invisible to the caller', async () => {
    const server = await serveRaw((socket) => socket.write(ANSWER, () => setImmediate(() => socket.end())));
    const client = outgoingClient();
    for (let round = 0; round < ROUNDS; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- A connection is used again only after its answer.
      const answers = await Promise.all([
        client.send(requestTo(server.url)),
        client.send(requestTo(server.url)),
      ]);
      expect(answers.map(({ body }) => body.toString())).toEqual(['ok', 'ok']);
    }
  });

  it('that is closed together with all others is replaced by a new one', async () => {
    const server = await serveOnceThen((socket) => void socket.end());
    const client = outgoingClient();
    await Promise.all([1, 2, 3, 4].map(() => client.send(requestTo(server.url))));
    expect(server.accepted()).toBe(4);
    expect(await outcomeOf(client.send(requestTo(server.url)))).toBe('answered');
    expect(server.accepted()).toBe(5);
  });

  it('is given up for one fresh connection, not for more', async () => {
    let isDown = false;
    const server = await serveRaw((socket) => (isDown ? socket.end() : socket.write(ANSWER)));
    const client = outgoingClient();
    await client.send(requestTo(server.url));
    isDown = true;
    expect(await outcomeOf(client.send(requestTo(server.url)))).toBe('unreachable');
    expect(server.accepted()).toBe(2);
  });

  it('whose answer has begun is never asked again', async () => {
    const server = await serveOnceThen((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-'));
    const client = outgoingClient();
    await client.send(requestTo(server.url));
    expect(await outcomeOf(client.send(requestTo(server.url)))).not.toBe('answered');
    expect(server.accepted()).toBe(1);
  });
});

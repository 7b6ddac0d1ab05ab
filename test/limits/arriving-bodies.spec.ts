import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { MOST_ARRIVING, MOST_REQUESTS, RequestPlaces } from '../../src/limits/request-places.js';
import { DAY, startWorld, type World } from '../cache/small-world.js';
import { toolCall } from '../mcp/mcp-client.js';
import { KEY } from '../support/service.js';

const MESSAGE = JSON.stringify(toolCall('list_organizations'));
let world: World;
let places: RequestPlaces;
const sockets: Socket[] = [];

beforeAll(async () => {
  // One hop is believed, so that the test can come from many addresses.
  world = await startWorld({ environment: { REQUESTS_PER_MINUTE: '1000000', TRUST_PROXY: '1' } });
  places = world.service.app.get(RequestPlaces);
});
afterAll(() => world.close());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await vi.waitUntil(() => places.arriving + places.inFlight === 0, { timeout: 30_000 });
});

const AN_ADDRESS = '192.0.2.1';
const addressAt = (index: number): string => `198.51.${Math.trunc(index / 200)}.${(index % 200) + 1}`;

interface Sent {
  readonly key?: string;
  readonly from?: (index: number) => string;
}

/** Begins messages that nobody has to know a credential for, and keeps back the end of each. */
function beginMessages(count: number, { key = 'nobody', from = () => AN_ADDRESS }: Sent = {}): Socket[] {
  const { port } = new URL(world.service.url);
  const begun = Array.from({ length: count }, (_, index) => {
    const head = `POST /mcp HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${key}\r\nX-Forwarded-For: ${from(index)}\r\nContent-Type: application/json\r\n`;
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    socket.on('error', () => undefined);
    socket.write(
      `${head}Connection: close\r\nContent-Length: ${MESSAGE.length}\r\n\r\n${MESSAGE.slice(0, -1)}`,
    );
    return socket;
  });
  sockets.push(...begun);
  return begun;
}

async function answerOn(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')));
  await once(socket, 'close');
  return text;
}

describe('bodies that do not come', () => {
  it('take no place from those who ask for jobs', async () => {
    beginMessages(MOST_REQUESTS, { from: addressAt });
    await expect.poll(() => places.arriving).toBe(MOST_REQUESTS);
    expect(places.inFlight).toBe(0);
    expect((await world.service.get(`/v1/jobs?${DAY}`)).status).toBe(200);
  });

  it('are bounded among themselves: the next one is told to come again', async () => {
    beginMessages(MOST_ARRIVING, { from: addressAt });
    await expect.poll(() => places.arriving).toBe(MOST_ARRIVING);
    const [tooMany] = beginMessages(1);
    expect(await answerOn(tooMany!)).toMatch(/^HTTP\/1\.1 503 [^]*\/problems\/overloaded/);
  });

  it('leave half of the room to all other addresses, when they are of one', async () => {
    beginMessages(MOST_ARRIVING / 2);
    await expect.poll(() => places.arriving).toBe(MOST_ARRIVING / 2);
    const [tooMany] = beginMessages(1);
    expect(await answerOn(tooMany!)).toMatch(/^HTTP\/1\.1 503 [^]*\/problems\/overloaded/);
    const [other] = beginMessages(1, { key: KEY, from: addressAt });
    await expect.poll(() => places.arriving).toBe(MOST_ARRIVING / 2 + 1);
    other!.write(MESSAGE.slice(-1));
    expect(await answerOn(other!)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a body that comes', () => {
  it('has its place among the requests from then on', async () => {
    const [socket] = beginMessages(1, { key: KEY });
    await expect.poll(() => places.arriving).toBe(1);
    const answer = answerOn(socket!);
    socket!.write(MESSAGE.slice(-1));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(places.arriving).toBe(0);
  });

  it('finds none when all are taken', async () => {
    const [socket] = beginMessages(1, { key: KEY });
    await expect.poll(() => places.arriving).toBe(1);
    const others = Array.from({ length: MOST_REQUESTS }, () => ({}));
    for (const other of others) places.enter(other);
    const answer = answerOn(socket!);
    socket!.write(MESSAGE.slice(-1));
    const text = await answer;
    for (const other of others) places.leave(other);
    expect(text).toMatch(/^HTTP\/1\.1 503 [^]*\/problems\/overloaded/);
    expect(places.arriving).toBe(0);
  });
});

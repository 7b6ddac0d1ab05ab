import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';

import { fractionOf } from '../../src/demo/stand-in/seeded-random.js';
import { listen } from '../tokens/local-server.js';
import { outgoingClient, requestTo } from '../tokens/outgoing-calls.js';

const REQUESTS = 10_000;
const AT_ONCE = 8;
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** When a server hangs up after an answer: a turn of the loop later or a few milliseconds on, unless the next request is there before. */
function delayOf(request: number): number | 'next turn' | 'never' {
  const fraction = fractionOf(`hang up ${request}`);
  if (fraction < 0.3) return 'next turn';
  return fraction < 0.6 ? Math.floor((fraction - 0.3) * 10) : 'never';
}

/** Reads requests and closes what is idle, with a FIN or a reset. What comes after that is read by nobody. */
class AwkwardServer {
  /** How often each request was read. */
  readonly read = new Map<string, number>();
  readonly server = createServer((socket) => this.serve(socket));
  reused = 0;
  closed = 0;

  private serve(socket: Socket): void {
    let requests = 0;
    let isOpen = true;
    const closeUnlessBusy = (since: number): void => {
      if (!isOpen || requests !== since) return;
      isOpen = false;
      this.closed += 1;
      if (this.closed % 2 === 0) socket.end();
      else socket.resetAndDestroy();
    };
    socket.on('data', (chunk: Buffer) => {
      if (!isOpen) return;
      requests += 1;
      const since = requests;
      if (since > 1) this.reused += 1;
      this.note(chunk);
      socket.write(ANSWER, () => this.planEnd(() => closeUnlessBusy(since)));
    });
  }

  private planEnd(close: () => void): void {
    const delay = delayOf(this.read.size);
    if (delay === 'next turn') setImmediate(close);
    else if (delay !== 'never') setTimeout(close, delay);
  }

  private note(chunk: Buffer): void {
    const id = chunk.toString('latin1').split(' ')[1] ?? '';
    this.read.set(id, (this.read.get(id) ?? 0) + 1);
  }
}

describe('ten thousand requests to a server that closes idle connections at awkward moments', () => {
  it('are all answered, and none that the server has read is made twice', async () => {
    const awkward = new AwkwardServer();
    const { url } = await listen(awkward.server);
    const client = outgoingClient();
    let next = 0;
    const caller = async (): Promise<void> => {
      for (let id = next++; id < REQUESTS; id = next++) {
        const { body } = await client.send(requestTo(new URL(`/${id}`, url)));
        expect(body.toString()).toBe('ok');
        // A pause of its own length lets connections meet their end at every moment.
        if (id % 3 === 0) await new Promise((resolve) => setTimeout(resolve, id % 4));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
    expect(awkward.read.size).toBe(REQUESTS);
    expect([...awkward.read.values()].filter((times) => times > 1)).toEqual([]);
    expect(awkward.reused).toBeGreaterThan(REQUESTS / 10);
    expect(awkward.closed).toBeGreaterThan(REQUESTS / 10);
  }, 600_000);
});

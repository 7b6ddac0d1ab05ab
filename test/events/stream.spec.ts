import { once } from 'node:events';
import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { settled } from '../cache/cache-setup.js';
import { SALES } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { NOW_MS } from '../support/upstream.js';
import { startChangingWorld } from './changing-world.js';

describe('an event stream', () => {
  it('says that nobody may hold, keep or compress it', async () => {
    const world = await startChangingWorld();
    const { headers, statusCode } = (await world.listen()).response;
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toBeUndefined();
  });

  it('has a comment every fifteen seconds', async () => {
    const world = await startChangingWorld({ EVENTS_POLL_SECONDS: '3600' });
    const listening = await world.listen();
    for (let beats = 1; beats <= 3; beats += 1) {
      world.clock.advance(14_999);
      await world.settled();
      expect(listening.comments.filter((comment) => comment === 'still here')).toHaveLength(beats - 1);
      world.clock.advance(1);
      await expect
        .poll(() => listening.comments.filter((comment) => comment === 'still here'))
        .toHaveLength(beats);
    }
  });

  it('ends after an hour, so that its listener proves again who it is', async () => {
    const world = await startChangingWorld({ EVENTS_POLL_SECONDS: '3600' });
    const listening = await world.listen();
    // Step by step: what is sent has to be taken in between, or the listener counts as one who does not read.
    for (let beats = 1; beats < 240; beats += 1) {
      world.clock.advance(15_000);
      await settled();
    }
    expect(listening.isEnded).toBe(false);
    world.clock.advance(15_000);
    await expect.poll(() => listening.isEnded).toBe(true);
    expect(world.listeners()).toBe(0);
  });

  it('ends in good order when the service closes, and says when to come back', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    await world.service.close();
    await expect.poll(() => listening.isEnded).toBe(true);
    expect(listening.isCut).toBe(false);
    expect(listening.text).toMatch(/\nretry: \d+\n\n$/);
  });

  it('is freed when its listener leaves', async () => {
    const world = await startChangingWorld();
    const listening = await world.listenToAll();
    expect(world.listeners()).toBe(1);
    listening.leave();
    await expect.poll(() => world.listeners()).toBe(0);
  });

  it('is cut off when its listener does not read, and the others hear everything', async () => {
    const world = await startChangingWorld({ UPSTREAM_PAGE_SIZE: '1000' });
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(world.service.url).port) });
    await once(socket, 'connect');
    socket.write(`GET /v1/jobs/events HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\n\r\n`);
    await once(socket, 'readable');
    const reading = await world.listenToAll();
    // Never read again: what the system's own buffers do not take has to wait here.
    for (let round = 0; world.listeners() === 2 && round < 20; round += 1) {
      world.jobs[SALES] = Array.from({ length: 900 }, (_, index) =>
        plantJob(NOW_MS - 2_000, { jobId: `${round}-${index}`, module: 'x'.repeat(200) }),
      );
      await world.nextLook(reading);
    }
    expect(world.listeners()).toBe(1);
    expect(reading.isEnded).toBe(false);
    socket.destroy();
  });
});

import type { ServerResponse } from 'node:http';
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';

import { FakeClock } from '../../test/support/fake-clock.js';
import { LOOK_EVERY_MS, SlowReaders } from './slow-readers.js';

/** An answer whose connection takes what the test says. */
class Answer extends EventEmitter {
  closed = false;
  isCut = false;
  writableLength = 0;
  readonly socket = { bytesWritten: 0, writableLength: 0 };

  /** So much has been written, of which so much waits. */
  has(writtenBytes: number, waitingBytes: number): this {
    this.socket.bytesWritten = writtenBytes;
    this.socket.writableLength = waitingBytes;
    this.writableLength = waitingBytes;
    return this;
  }

  destroy(): void {
    this.isCut = true;
    this.closed = true;
    this.emit('close');
  }
}

let clock: FakeClock;
let readers: SlowReaders;

beforeEach(() => {
  clock = new FakeClock();
  readers = new SlowReaders(clock);
});

function watched(): Answer {
  const answer = new Answer();
  readers.watch(answer as unknown as ServerResponse);
  return answer;
}

describe('SlowReaders', () => {
  it('cuts off one who took nothing between two looks, and not before', () => {
    const answer = watched().has(1000, 400);
    clock.advance(LOOK_EVERY_MS);
    expect(answer.isCut).toBe(false);
    clock.advance(LOOK_EVERY_MS - 1);
    expect(answer.isCut).toBe(false);
    clock.advance(1);
    expect(answer.isCut).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('lets one go on who takes something, however long it lasts', () => {
    const answer = watched();
    for (let look = 1; look < 20; look += 1) {
      answer.has(look * 1000, 400);
      clock.advance(LOOK_EVERY_MS);
    }
    expect(answer.isCut).toBe(false);
  });

  it('lets an answer last that has nothing to send', () => {
    const answer = watched().has(1000, 0);
    clock.advance(20 * LOOK_EVERY_MS);
    expect(answer.isCut).toBe(false);
  });

  it('begins anew when everything was taken in between', () => {
    const answer = watched().has(1000, 400);
    clock.advance(LOOK_EVERY_MS);
    answer.has(1000, 0);
    clock.advance(LOOK_EVERY_MS);
    answer.has(1000, 400);
    clock.advance(LOOK_EVERY_MS);
    expect(answer.isCut).toBe(false);
  });

  it('looks only while an answer is on its way', () => {
    expect(clock.pendingTimers).toBe(0);
    const [one, other] = [watched(), watched()];
    expect(clock.pendingTimers).toBe(1);
    one.emit('close');
    expect(clock.pendingTimers).toBe(1);
    other.emit('close');
    expect(clock.pendingTimers).toBe(0);
  });

  it('looks at nothing when the caller had left before the answer was made', () => {
    const answer = Object.assign(new Answer(), { closed: true });
    readers.watch(answer as unknown as ServerResponse);
    expect(clock.pendingTimers).toBe(0);
  });
});

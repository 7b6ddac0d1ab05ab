import { describe, expect, it } from 'vitest';

import { EventStream } from './event-stream.js';

const MIB = Buffer.alloc(1024 * 1024, 'x');

describe('EventStream', () => {
  it('lets four megabytes wait for one who does not read, and cuts it off with the next byte', () => {
    const stream = new EventStream();
    for (let times = 0; times < 4; times += 1) stream.send(MIB);
    expect([stream.readableLength, stream.destroyed]).toEqual([4 * MIB.length, false]);
    stream.send(Buffer.from('x'));
    expect(stream.destroyed).toBe(true);
    stream.send(MIB);
    stream.finish();
  });

  it('lets any number of them through to one who reads', async () => {
    const stream = new EventStream();
    let received = 0;
    stream.on('data', (piece: Buffer) => void (received += piece.length));
    for (let times = 0; times < 12; times += 1) {
      stream.send(MIB);
      await new Promise(setImmediate);
    }
    expect([received, stream.destroyed]).toEqual([12 * MIB.length, false]);
  });

  it('holds the same bytes for every listener', () => {
    const streams = Array.from({ length: 3 }, () => new EventStream());
    for (const stream of streams) stream.send(MIB);
    expect(streams.map((stream) => stream.read() as Buffer).every((piece) => piece === MIB)).toBe(true);
  });

  it('ends with when to come back, and takes nothing afterwards', async () => {
    const stream = new EventStream();
    let text = '';
    stream.on('data', (piece: Buffer) => void (text += piece.toString()));
    stream.send(Buffer.from(': first\n\n'));
    await new Promise(setImmediate);
    stream.finish();
    stream.send(Buffer.from(': late\n\n'));
    await new Promise((resolve) => stream.once('close', resolve));
    expect(text).toBe(': first\n\n: come back\nretry: 3000\n\n');
  });

  it('waits at its end for nobody who has fallen behind', () => {
    const stream = new EventStream();
    stream.send(MIB);
    stream.finish();
    expect(stream.destroyed).toBe(true);
  });
});

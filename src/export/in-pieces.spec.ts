import { describe, expect, it } from 'vitest';

import { inPieces } from './in-pieces.js';

const LINE = `${'x'.repeat(99)}\n`;

/** Lines that tell how many of them have been taken, and whether nobody wants more. */
class CountedLines {
  taken = 0;
  isOver = false;

  constructor(private readonly count: number) {}

  *[Symbol.iterator](): Generator<string> {
    try {
      for (; this.taken < this.count; this.taken += 1) yield LINE;
    } finally {
      this.isOver = true;
    }
  }
}

async function collect(pieces: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const piece of pieces) collected.push(piece);
  return collected;
}

describe('lines in pieces', () => {
  it('are all there, in their order', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `${index}\n`);
    const pieces = await collect(inPieces(lines));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(lines.join(''));
  });

  it('are nothing without lines, and one piece when there are few', async () => {
    expect(await collect(inPieces([]))).toEqual([]);
    expect(await collect(inPieces(['']))).toEqual([]);
    expect(await collect(inPieces(['a\n', 'b\n']))).toEqual(['a\nb\n']);
  });

  it('are made only as they are taken', async () => {
    const lines = new CountedLines(100_000);
    const pieces = inPieces(lines);
    expect(lines.taken).toBe(0);
    const { value } = await pieces.next();
    expect(lines.taken).toBeLessThan(500);
    expect(String(value).length).toBeLessThan(20_000);
    await pieces.return();
    expect(lines.isOver).toBe(true);
    expect(lines.taken).toBeLessThan(500);
  });

  it('let everybody else have a turn between two of them', async () => {
    const pieces = inPieces(new CountedLines(1_000));
    await pieces.next();
    let hadTurn = false;
    setImmediate(() => (hadTurn = true));
    await pieces.next();
    expect(hadTurn).toBe(true);
  });
});

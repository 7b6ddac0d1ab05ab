import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';

import { GatheredLines } from './gathered-lines.js';

it('writes the lines of a turn in one piece, in their order, and those of the next apart', async () => {
  const written: string[] = [];
  const lines = new GatheredLines({ write: (text) => void written.push(text) });
  lines.write('a\n');
  lines.write('b\n');
  expect(written).toEqual([]);
  await turn();
  expect(written).toEqual(['a\nb\n']);
  await turn();
  lines.write('c\n');
  await turn();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

it('writes what waits when the process ends', () => {
  const listening = vi.spyOn(process, 'once');
  const written: string[] = [];
  const lines = new GatheredLines({ write: (text) => void written.push(text) });
  const [event, end] = listening.mock.lastCall ?? [];
  lines.write('last\n');
  end?.();
  listening.mockRestore();
  expect([event, written]).toEqual(['exit', ['last\n']]);
});

it('writes no piece that is larger than the log may be behind, however much a turn brings', async () => {
  const written: string[] = [];
  const lines = new GatheredLines({ write: (text) => void written.push(text) });
  const line = `${'x'.repeat(299)}\n`;
  for (let count = 0; count < 5_000; count += 1) lines.write(line);
  await turn();
  expect(written.join('')).toBe(line.repeat(5_000));
  expect(Math.max(...written.map((piece) => piece.length))).toBeLessThan(100_000);
});

import { describe, expect, it } from 'vitest';

import { FairQueue } from './fair-queue.js';

function drain(queue: FairQueue<string>): string[] {
  const items: string[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item);
  return items;
}

function queueOf(...items: readonly string[]): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (const item of items) queue.add(item.charAt(0), item);
  return queue;
}

describe('FairQueue', () => {
  it('gives each lane its turn, whatever waits in the others', () => {
    expect(drain(queueOf('a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'))).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'b2',
      'a3',
      'a4',
    ]);
  });

  it('has a lane that comes late wait for one round only', () => {
    const queue = queueOf('a1', 'a2', 'a3', 'b1', 'b2');
    expect([queue.next(), queue.next()]).toEqual(['a1', 'b1']);
    queue.add('c', 'c1');
    expect(drain(queue)).toEqual(['a2', 'b2', 'c1', 'a3']);
  });

  it('forgets an item that waits no longer', () => {
    const queue = queueOf('a1', 'a2', 'b1');
    queue.delete('a', 'a1');
    queue.delete('b', 'b1');
    queue.delete('b', 'b1');
    queue.delete('c', 'never there');
    expect(queue.aheadOf('z')).toBe(1);
    expect(drain(queue)).toEqual(['a2']);
  });

  it('passes over a lane that all have left', () => {
    const queue = queueOf('a1', 'b1');
    queue.delete('a', 'a1');
    expect(drain(queue)).toEqual(['b1']);
  });

  it.each(['a', 'b', 'c', 'z'])('knows how many go before one who would join lane %s', (lane) => {
    const queue = queueOf('a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'c1');
    const ahead = queue.aheadOf(lane);
    queue.add(lane, 'newcomer');
    expect(drain(queue).indexOf('newcomer')).toBe(ahead);
  });
});

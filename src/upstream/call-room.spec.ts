import { describe, expect, it } from 'vitest';

import { settled } from '../../test/cache/cache-setup.js';
import { CallRoom, type CallTurn } from './call-room.js';

const NEVER = new AbortController().signal;

/** A room with one place, which is taken; each who comes is let in in `entered`, under his name. */
async function fullRoom() {
  const room = new CallRoom(() => 1);
  const entered: string[] = [];
  const come = async (name: string, turn: CallTurn = {}, signal = NEVER): Promise<void> => {
    await room.enter(signal, turn);
    entered.push(name);
  };
  await come('first');
  const goOn = async (): Promise<void> => {
    room.leave();
    await settled();
  };
  return { room, entered, come, goOn };
}

describe('CallRoom', () => {
  it('lets a second organization in next, though the pages of a huge one have waited for longer', async () => {
    const { entered, come, goOn } = await fullRoom();
    for (let page = 1; page <= 500; page += 1) void come(`page ${page}`, { lane: 'huge', isFollowUp: true });
    void come('other', { lane: 'other' });
    await goOn();
    await goOn();
    expect(entered).toEqual(['first', 'page 1', 'other']);
  });

  it('lets a thousand questions wait, and refuses the next one at once', async () => {
    const { entered, come, goOn } = await fullRoom();
    for (let number = 1; number <= 1000; number += 1) void come(`question ${number}`);
    await expect(come('too many')).rejects.toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 });
    await goOn();
    const late = come('late');
    for (let left = 0; left < 1000; left += 1) await goOn();
    await late;
    expect(entered).toHaveLength(1002);
  });

  it('refuses no page of an answer that was begun, and counts none', async () => {
    const { come, room } = await fullRoom();
    for (let page = 1; page <= 1500; page += 1) void come(`page ${page}`, { lane: 'huge', isFollowUp: true });
    for (let number = 1; number <= 1000; number += 1) void come(`question ${number}`);
    await expect(come('too many')).rejects.toMatchObject({ code: 'overloaded' });
    void come('one more page', { lane: 'huge', isFollowUp: true });
    expect(room.aheadOf('huge')).toBe(1501 + 1000);
  });

  it('frees the waiting place of one who leaves at once', async () => {
    const { come, room } = await fullRoom();
    const leaver = new AbortController();
    const leaving = Array.from({ length: 1000 }, () =>
      come('leaver', {}, leaver.signal).catch((error: unknown) => error),
    );
    leaver.abort(new Error('gone'));
    expect(new Set((await Promise.all(leaving)).map(String))).toEqual(new Set(['Error: gone']));
    expect(room.aheadOf()).toBe(0);
    void come('next');
    expect(room.aheadOf()).toBe(1);
  });

  it('keeps a freed place for the one whose turn it is, whoever comes in the same moment', async () => {
    const { entered, come, room } = await fullRoom();
    void come('waited');
    room.leave();
    void come('stepped in');
    await settled();
    expect(entered).toEqual(['first', 'waited']);
  });
});

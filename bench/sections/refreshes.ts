import { startBoard } from '../processes/board.js';
import { atMost, type Bench, type Figure, type Section, told } from '../section.js';

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;
const DAY_MS = MINUTES_PER_DAY * MINUTE_MS;

export const refreshes: Section = {
  name: 'refreshes',
  title: 'Upstream calls of a board',
  method:
    'One organization with a job every twelve minutes (120 a day, two pages and more of 100), looked at each minute, when the copy is not fresh any more, for 25 hours of a clock that is moved by hand; the calls are counted at the upstream. The first two looks read the board whole, and so does one look a day.',
  measure: async (bench) => {
    const figures: Figure[] = [];
    for (const days of bench.isShort ? [7] : [1, 7, 30, 90])
      figures.push(...(await measureBoard(days, bench)));
    return figures;
  },
};

async function measureBoard(days: number, bench: Bench): Promise<readonly Figure[]> {
  const looks = bench.isShort ? 30 : MINUTES_PER_DAY + 60;
  const board = await startBoard(days, bench);
  try {
    const first = (await board.look(days * DAY_MS)) + (await lookLater());
    const calls: number[] = [];
    for (let count = 0; count < looks; count += 1) calls.push(await lookLater());
    return figuresOf({ days, first, calls });
  } finally {
    await board.close();
  }

  async function lookLater(): Promise<number> {
    board.clock.advance(MINUTE_MS + 1);
    return await board.look(days * DAY_MS);
  }
}

interface Counted {
  readonly days: number;
  readonly first: number;
  /** Of each look after the first two. */
  readonly calls: readonly number[];
}

function figuresOf({ days, first, calls }: Counted): Figure[] {
  const all = calls.reduce((sum, count) => sum + count, 0);
  const remark = `${calls.length} looks, at most ${Math.max(...calls)} calls for one`;
  return [
    told(`first two looks, board of ${days} days`, { value: first, unit: 'calls' }),
    atMost(`calls per refresh, board of ${days} days`, 1.1, { value: all / calls.length, unit: '', remark }),
  ];
}

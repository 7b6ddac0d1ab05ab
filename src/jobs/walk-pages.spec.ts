import { describe, expect, it } from 'vitest';

import { LoopTurns } from '../../test/jobs/loop-turns.js';
import type { PageRequest } from './contract/jobs-contract.js';
import { jobIdOf } from './read-job-id.js';
import type { JobsPage } from './read-jobs-answer.js';
import { walkPages, type PageWalk } from './walk-pages.js';

interface Row {
  readonly jobId?: string;
  readonly look?: number;
}

type Said = Partial<Omit<JobsPage, 'records'>>;

function rows(from: number, to: number, look?: number): Row[] {
  const count = Math.max(0, to - from + 1);
  return Array.from({ length: count }, (_, offset) => ({
    jobId: `job${from + offset}`,
    ...(look && { look }),
  }));
}

function answer(records: readonly Row[], said: Said = {}): JobsPage {
  return { records, total: null, pageSize: null, hasNextLink: false, ...said };
}

/** Walks over what the script answers to each call, and writes down every call as `index×size`. */
async function walk(
  script: (page: PageRequest, call: number) => JobsPage,
  maxJobs = 1000,
): Promise<{ calls: string[]; result: PageWalk<unknown>; keys: string[]; isWhole: boolean | undefined }> {
  const calls: string[] = [];
  const fetchPage = (page: PageRequest): Promise<JobsPage> =>
    Promise.resolve(script(page, calls.push(`${page.index}×${page.size}`)));
  const result = await walkPages({ fetchPage, pageSize: 10, maxJobs, keyOf: jobIdOf });
  const read = result.kind === 'read' ? result.records : [];
  const keys = read
    .map((record) => jobIdOf(record) ?? '-')
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return { calls, result, keys, isWhole: result.kind === 'read' ? result.isWhole : undefined };
}

function keysOf(from: number, to: number): string[] {
  return rows(from, to).map(({ jobId }) => jobId ?? '-');
}

function slice({ index, size }: PageRequest, count: number): Row[] {
  return rows((index - 1) * size + 1, Math.min(index * size, count));
}

describe('walking the pages of a list that stands still', () => {
  it('makes one call when the first page holds everything', async () => {
    const { calls, result } = await walk(() => answer(rows(1, 3), { total: 3 }));
    expect(result).toStrictEqual({ kind: 'read', records: rows(1, 3), isWhole: true, announced: 3 });
    expect(calls).toEqual(['1×10']);
  });

  it('makes one call for an empty list', async () => {
    const { calls, result } = await walk(() => answer([], { total: 0, hasNextLink: true }));
    expect(result).toStrictEqual({ kind: 'read', records: [], isWhole: true, announced: 0 });
    expect(calls).toEqual(['1×10']);
  });

  it('asks for the announced pages together, and for none twice', async () => {
    const waiting: (() => void)[] = [];
    const calls: number[] = [];
    const fetchPage = async (page: PageRequest): Promise<JobsPage> => {
      calls.push(page.index);
      if (page.index > 1) await new Promise<void>((resolve) => void waiting.push(resolve));
      if (page.index === 1) setImmediate(() => waiting.forEach((release) => release()));
      return answer(slice(page, 35), { total: 35 });
    };
    const walking = walkPages({
      fetchPage,
      pageSize: 10,
      maxJobs: 100,
      keyOf: jobIdOf,
    });
    expect(await walking).toMatchObject({ isWhole: true, records: rows(1, 35) });
    expect(calls).toEqual([1, 2, 3, 4]);
  });

  it('asks for the other pages of large lists in a turn of the loop each', async () => {
    const turns = new LoopTurns();
    const asked = new Map<number, Set<number>>();
    const walkOf = (list: number): Promise<unknown> => {
      const fetchPage = (page: PageRequest): Promise<JobsPage> => {
        if (page.index > 1) asked.set(turns.now, (asked.get(turns.now) ?? new Set()).add(list));
        return Promise.resolve(answer(slice(page, 600), { total: 600 }));
      };
      return walkPages({ fetchPage, pageSize: 100, maxJobs: 1000, keyOf: jobIdOf });
    };
    await Promise.all([walkOf(1), walkOf(2)]);
    turns.stop();
    expect(Array.from(asked.values(), (lists) => Array.from(lists))).toEqual([[1], [2]]);
  });

  it.each<[string, number, Said]>([
    ['says so', 4, { pageSize: 4 }],
    ['says nothing', 4, {}],
    ['claims the size asked for', 4, { pageSize: 10 }],
    ['claims a size above the one asked for', 4, { pageSize: 50 }],
  ])('goes on in the size of a server that caps and %s', async (_name, cap, said) => {
    const { calls, keys, isWhole } = await walk((page) =>
      answer(slice({ ...page, size: Math.min(cap, page.size) }, 10), { total: 10, ...said }),
    );
    expect(calls).toEqual(['1×10', '2×4', '3×4']);
    expect(keys).toEqual(keysOf(1, 10));
    expect(isWhole).toBe(true);
  });

  it.each<[string, number, Said, string[]]>([
    ['claims more than was asked for', 10, { pageSize: 50 }, ['1×10', '2×10']],
    ['caps', 5, { pageSize: 5 }, ['1×10', '2×5', '3×5', '4×5']],
  ])('skips no row when a server doubles one and %s', async (_name, cap, said, expected) => {
    const { calls, keys, isWhole } = await walk(({ index }) => {
      const page = slice({ index, size: cap }, 20);
      return answer(index === 1 ? [...page, ...page.slice(-1)] : page, { total: 20, ...said });
    });
    expect(calls).toEqual(expected);
    expect(keys).toEqual(keysOf(1, 20));
    expect(isWhole).toBe(true);
  });

  it('makes one call when the server gives everything at once, whatever size was asked for', async () => {
    const { calls, isWhole } = await walk(() => answer(rows(1, 12), { total: 12 }));
    expect(calls).toEqual(['1×10']);
    expect(isWhole).toBe(true);
  });

  it('is content with a total on the first page only', async () => {
    const { calls, isWhole } = await walk((page) =>
      answer(slice(page, 20), { total: page.index === 1 ? 20 : null }),
    );
    expect(calls).toEqual(['1×10', '2×10']);
    expect(isWhole).toBe(true);
  });

  it('counts rows that the upstream doubles within one page once', async () => {
    const { calls, keys, isWhole } = await walk(() =>
      answer([...rows(1, 3), ...rows(3, 3, 2)], { total: 4 }),
    );
    expect(calls).toHaveLength(1);
    expect(keys).toEqual(keysOf(1, 3));
    expect(isWhole).toBe(true);
  });

  it('keeps records without a key', async () => {
    const { calls, keys, isWhole } = await walk(() => answer([{}, ...rows(1, 1), {}], { total: 3 }));
    expect(calls).toHaveLength(1);
    expect(keys).toEqual(['-', '-', 'job1']);
    expect(isWhole).toBe(true);
  });

  it('follows the hint of a link behind the announced pages until nothing new comes', async () => {
    const { calls, keys } = await walk((page) =>
      answer(slice(page, 34), { total: 20, hasNextLink: page.index < 9 }),
    );
    expect(calls).toEqual(['1×10', '2×10', '3×10', '4×10', '5×10', '1×10', '2×10', '3×10', '4×10', '5×10']);
    expect(keys).toEqual(keysOf(1, 34));
  });

  it('is not led in a circle by links', async () => {
    const { calls, isWhole } = await walk(() => answer(rows(1, 10), { total: 10, hasNextLink: true }));
    expect(calls).toEqual(['1×10', '2×10']);
    expect(isWhole).toBe(true);
  });

  it.each([
    ['short page', 25, ['1×10', '2×10', '3×10']],
    ['empty page', 20, ['1×10', '2×10', '3×10']],
    ['empty page behind a short first one, which may be a cap', 3, ['1×10', '2×3']],
    ['empty first page', 0, ['1×10']],
  ])('without a total goes on until a %s', async (_name, count, expected) => {
    const { calls, result, keys, isWhole } = await walk((page) => answer(slice(page, count)));
    expect(calls).toEqual(expected);
    expect(keys).toEqual(keysOf(1, count));
    expect(isWhole).toBe(true);
    expect(result).toMatchObject({ announced: null });
  });

  it('without a total goes on behind a short page while a link says so', async () => {
    const pages = [rows(1, 10), rows(11, 12), rows(13, 14), []];
    const { calls, keys } = await walk(({ index }) =>
      answer(pages[index - 1] ?? [], { hasNextLink: index < 3 }),
    );
    expect(calls).toEqual(['1×10', '2×10', '3×10']);
    expect(keys).toEqual(keysOf(1, 14));
  });
});

describe('walking more than may be read', () => {
  it('stops after the first page when its total is too large', async () => {
    const { calls, result } = await walk((page) => answer(slice(page, 101), { total: 101 }), 100);
    expect(result).toStrictEqual({ kind: 'tooMany', total: 101 });
    expect(calls).toHaveLength(1);
  });

  it('reads exactly as many as are allowed', async () => {
    const { calls, isWhole } = await walk((page) => answer(slice(page, 100), { total: 100 }), 100);
    expect(calls).toHaveLength(10);
    expect(isWhole).toBe(true);
  });

  it.each<[string, Said]>([
    ['nothing announced', {}],
    ['links that never end', { total: 5, hasNextLink: true }],
  ])('stops at the limit with %s', async (_name, said) => {
    const { calls, result } = await walk((page) => answer(slice(page, Infinity), said), 35);
    expect(result).toStrictEqual({ kind: 'tooMany', total: 40 });
    expect(calls).toHaveLength(4);
  });

  it('notices that the list outgrew the limit between two looks', async () => {
    const { result } = await walk(
      (page, call) => answer(slice(page, 15), { total: call <= 2 ? 20 : 101 }),
      100,
    );
    expect(result).toStrictEqual({ kind: 'tooMany', total: 101 });
  });
});

describe('walking a list that does not fit together', () => {
  it('looks a second time when the total grew, and takes the second look alone', async () => {
    const { calls, result } = await walk(({ index }, call) => {
      if (call === 1) return answer([...rows(1, 9), { jobId: 'gone' }], { total: 12 });
      if (call === 2) return answer(rows(10, 12), { total: 13 });
      return index === 1 ? answer(rows(1, 10, 2), { total: 12 }) : answer(rows(11, 12, 2), { total: 12 });
    });
    expect(calls).toEqual(['1×10', '2×10', '1×10', '2×10']);
    expect(result).toStrictEqual({ kind: 'read', records: rows(1, 12, 2), isWhole: true, announced: 12 });
  });

  it('looks a second time when the total shrank and a row slipped between two pages', async () => {
    const { calls, keys, isWhole } = await walk(({ index }, call) => {
      if (call === 1) return answer(rows(1, 10), { total: 13 });
      if (call === 2) return answer(rows(12, 13), { total: 12 });
      return index === 1 ? answer(rows(2, 11), { total: 12 }) : answer(rows(12, 13), { total: 12 });
    });
    expect(calls).toHaveLength(4);
    expect(keys).toEqual(keysOf(2, 13));
    expect(isWhole).toBe(true);
  });

  it('says that it is not whole when every page is the first one', async () => {
    const { calls, result } = await walk(() => answer(rows(1, 10), { total: 30, hasNextLink: true }));
    expect(calls).toEqual(['1×10', '2×10', '3×10', '1×10', '2×10', '3×10']);
    expect(result).toStrictEqual({ kind: 'read', records: rows(1, 10), isWhole: false, announced: 30 });
  });

  it('without a total does not believe that a repeated page is the last', async () => {
    const { calls, result } = await walk(() => answer(rows(1, 10)));
    expect(calls).toEqual(['1×10', '2×10', '1×10', '2×10']);
    expect(result).toStrictEqual({ kind: 'read', records: rows(1, 10), isWhole: false, announced: null });
  });

  it('without a total looks a second time when two pages overlap', async () => {
    const { calls, keys, isWhole } = await walk(({ index }, call) => {
      if (call <= 2) return answer(index === 1 ? rows(1, 10) : rows(10, 14));
      return answer(index === 1 ? rows(0, 9) : rows(10, 14));
    });
    expect(calls).toEqual(['1×10', '2×10', '1×10', '2×10']);
    expect(keys).toEqual(keysOf(0, 14));
    expect(isWhole).toBe(true);
  });

  it('without a total does not believe that a page of records without a key is the last', async () => {
    const { calls, isWhole } = await walk(({ index }) =>
      answer(index === 1 ? rows(1, 10) : Array.from({ length: 10 }, () => ({}))),
    );
    expect(calls).toEqual(['1×10', '2×10', '1×10', '2×10']);
    expect(isWhole).toBe(false);
  });

  it('says that it is not whole when the first page is empty against its total', async () => {
    const { calls, keys, isWhole } = await walk(({ index }) =>
      answer(index === 1 ? [] : rows(11, 15), { total: 15 }),
    );
    expect(calls).toEqual(['1×10', '2×10', '1×10', '2×10']);
    expect(keys).toEqual(keysOf(11, 15));
    expect(isWhole).toBe(false);
  });

  it('takes overlapping pages once each when together they hold everything, the later record winning', async () => {
    const pages = [rows(1, 10, 1), rows(8, 17, 2), rows(15, 24, 3)];
    const { calls, result, keys, isWhole } = await walk(({ index }) =>
      answer(pages[index - 1] ?? [], { total: 24 }),
    );
    expect(calls).toHaveLength(3);
    expect(keys).toEqual(keysOf(1, 24));
    expect(isWhole).toBe(true);
    expect(result.kind === 'read' && result.records[7]).toEqual({ jobId: 'job8', look: 2 });
  });

  it('unites two looks that each miss another row, the newer record winning', async () => {
    const { calls, result, keys, isWhole } = await walk((page, call) => {
      const look = call <= 2 ? 1 : 2;
      const records = rows((page.index - 1) * 10 + 1, Math.min(page.index * 10, 20), look);
      return answer(
        records.filter(({ jobId }) => page.index === 1 || jobId !== `job${10 + look}`),
        { total: 20 },
      );
    });
    expect(calls).toHaveLength(4);
    expect(keys).toEqual(keysOf(1, 20));
    expect(isWhole).toBe(true);
    expect(result.kind === 'read' && result.records[0]).toEqual({ jobId: 'job1', look: 2 });
  });

  it('does not call a union whole whose total still moved during the second look', async () => {
    const { calls, result, keys } = await walk((page, call) =>
      answer(slice(page, 19), { total: [20, 18, 20, 19][call - 1] ?? 0 }),
    );
    expect(calls).toHaveLength(4);
    expect(keys).toEqual(keysOf(1, 19));
    expect(result).toMatchObject({ isWhole: false, announced: 19 });
  });

  it('says that it is not whole when the same row is missing twice', async () => {
    const { calls, keys, isWhole } = await walk((page) => answer(slice(page, 19), { total: 20 }));
    expect(calls).toHaveLength(4);
    expect(keys).toEqual(keysOf(1, 19));
    expect(isWhole).toBe(false);
  });

  it('does not count records without a key twice in a union', async () => {
    const { keys, isWhole } = await walk(({ index }) =>
      answer(index === 1 ? [{}, ...rows(1, 3)] : [], { total: 5 }),
    );
    expect(keys).toEqual(['-', 'job1', 'job2', 'job3']);
    expect(isWhole).toBe(false);
  });

  it.each([1, 2])('rejects as page %d does', async (failing) => {
    const failure = new Error('page failed');
    const walking = walk((page) => {
      if (page.index === failing) throw failure;
      return answer(slice(page, 30), { total: 30 });
    });
    await expect(walking).rejects.toBe(failure);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PageRequest } from './contract/jobs-contract.js';
import type { JobsPage } from './read-jobs-answer.js';
import { walkPages } from './walk-pages.js';

interface ServerHabits {
  readonly cap: number;
  readonly hasTotal: boolean;
  readonly echo: 'none' | 'used' | 'asked';
  readonly hasLinks: boolean;
}

const habits = fc.record<ServerHabits>({
  cap: fc.integer({ min: 1, max: 40 }),
  hasTotal: fc.boolean(),
  echo: fc.constantFrom('none', 'used', 'asked'),
  hasLinks: fc.boolean(),
});

/** A list that changes in one direction only: two opposite changes in between can cancel out, which no reader could see. */
interface Change {
  readonly beforeCall: number;
  readonly at: number;
}

const PAGE_SIZE_LIMIT = 30;

class SimulatedServer {
  calls = 0;
  readonly states: string[][];
  private created = 0;

  constructor(
    count: number,
    private readonly habit: ServerHabits,
    private readonly changes: readonly Change[] = [],
    private readonly direction: 'grows' | 'shrinks' = 'grows',
  ) {
    this.states = [Array.from({ length: count }, (_, position) => `job${position}`)];
  }

  get rows(): readonly string[] {
    return this.states.at(-1) ?? [];
  }

  answer({ index, size }: PageRequest): Promise<JobsPage> {
    this.calls += 1;
    for (const change of this.changes) if (change.beforeCall === this.calls) this.change(change.at);
    const used = Math.min(size, this.habit.cap);
    const records = this.rows.slice((index - 1) * used, index * used);
    const echoed = this.habit.echo === 'used' ? used : size;
    return Promise.resolve({
      records,
      total: this.habit.hasTotal ? this.rows.length : null,
      pageSize: this.habit.echo === 'none' ? null : echoed,
      hasNextLink: this.habit.hasLinks && index * used < this.rows.length,
    });
  }

  private change(at: number): void {
    const rows = [...this.rows];
    const position = at % (rows.length + 1);
    if (this.direction === 'shrinks') rows.splice(position, 1);
    else rows.splice(position, 0, `new${(this.created += 1)}`);
    this.states.push(rows);
  }
}

function walkOver(server: SimulatedServer, pageSize: number): ReturnType<typeof walkPages> {
  const fetchPage = (page: PageRequest): Promise<JobsPage> => server.answer(page);
  return walkPages({ fetchPage, pageSize, maxJobs: 10_000, keyOf: String });
}

function sorted(records: readonly unknown[] | undefined): string[] {
  return (records ?? []).map(String).toSorted();
}

describe('walking any server whose list stands still', () => {
  it('reads everything with no call too many', async () => {
    const counts = fc.integer({ min: 0, max: 200 });
    await fc.assert(
      fc.asyncProperty(
        counts,
        fc.integer({ min: 1, max: PAGE_SIZE_LIMIT }),
        habits,
        async (count, pageSize, habit) => {
          const server = new SimulatedServer(count, habit);
          const result = await walkOver(server, pageSize);
          const announced = habit.hasTotal ? count : null;
          expect(result).toStrictEqual({ kind: 'read', records: server.rows, isWhole: true, announced });

          const size = Math.min(pageSize, habit.cap);
          const withoutTotal = count === 0 ? 1 : Math.floor(count / Math.min(size, count)) + 1;
          expect(server.calls).toBe(habit.hasTotal ? Math.max(1, Math.ceil(count / size)) : withoutTotal);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('walking any server whose list changes meanwhile', () => {
  const changes = fc.array(fc.record({ beforeCall: fc.integer({ min: 2, max: 12 }), at: fc.nat() }), {
    maxLength: 6,
  });
  const scene = [
    fc.integer({ min: 0, max: 80 }),
    fc.integer({ min: 3, max: PAGE_SIZE_LIMIT }),
    habits,
    changes,
  ] as const;
  const direction = fc.constantFrom('grows', 'shrinks');

  it('never gives a job twice, and calls whole only what the upstream once had', async () => {
    await fc.assert(
      fc.asyncProperty(...scene, direction, async (count, pageSize, habit, list, way) => {
        const server = new SimulatedServer(count, habit, list, way);
        const result = await walkOver(server, pageSize);
        if (result.kind !== 'read') throw new Error('expected a walk that was read');
        const records = sorted(result.records);
        expect(new Set(records).size).toBe(records.length);
        // Without a total nothing shows that a row was removed and the rest moved up.
        if (!result.isWhole || !habit.hasTotal) return;
        expect(server.states.map((state) => state.toSorted())).toContainEqual(records);
      }),
      { numRuns: 3000 },
    );
  });

  it('has the whole list when it rests after the first look', async () => {
    await fc.assert(
      fc.asyncProperty(...scene, direction, async (count, pageSize, habit, list, way) => {
        const calls = Math.max(1, Math.ceil(count / Math.min(pageSize, habit.cap)));
        const early = list.filter(({ beforeCall }) => beforeCall <= calls);
        const server = new SimulatedServer(count, { ...habit, hasTotal: true }, early, way);
        const result = await walkOver(server, pageSize);
        expect(result).toMatchObject({ kind: 'read', isWhole: true, announced: server.rows.length });
        expect(sorted('records' in result ? result.records : [])).toEqual(sorted(server.rows));
      }),
      { numRuns: 2000 },
    );
  });
});

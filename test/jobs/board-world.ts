import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { NOW_MS, questionsTo } from '../support/upstream.js';
import { SALES, startWorld, tenantOf, type JobList, type World } from './world.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Boards of thirty days over an upstream that sends ten jobs a page. */
export interface BoardWorld extends World {
  /** What can be changed while the test runs; the upstream lists a job from its start on. */
  readonly planted: StandInJob[];
  /** A board that ends now. */
  board(days?: number, headers?: Readonly<Record<string, string>>): Promise<JobList>;
  /** The windows and first pages asked for since the last look, as `from/to`. */
  asked(): string[];
  /** How many calls there were since the last look. */
  calls(): number;
}

/** A backup of ten minutes each day at six in the morning, for as long as the boards are. */
function dailyJobs(days = 40): StandInJob[] {
  return Array.from({ length: days }, (_, day) => {
    const startMs = NOW_MS - 6 * HOUR_MS - day * DAY_MS;
    return plantJob(startMs, { finishMs: startMs + 10 * MINUTE_MS });
  });
}

export async function startBoards(
  reading: StandInTenant['rangeReading'] = 'start',
  environment: Readonly<Record<string, string>> = {},
): Promise<BoardWorld> {
  const planted = dailyJobs();
  const world = await startWorld({
    tenants: [tenantOf({ rangeReading: reading })],
    jobs: () => planted,
    environment: { UPSTREAM_PAGE_SIZE: '10', ...environment },
  });
  // Half past the minute: the board's end lies half a minute ahead.
  world.clock.advance(MINUTE_MS / 2);
  let seen = 0;
  const latest = (): Record<string, unknown>[] => {
    const all = questionsTo(world.upstream);
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  return Object.assign(world, {
    planted,
    board: async (days = 30, headers: Readonly<Record<string, string>> = {}) => {
      const nowMs = world.clock.wallMs();
      const from = new Date(nowMs - days * DAY_MS).toISOString();
      return await world.list(`/v1/jobs?from=${from}&pageSize=200&organizationId=${SALES.id}`, { headers });
    },
    asked: () =>
      latest()
        .filter(({ pageIndex }) => pageIndex === '1')
        .map(({ startTime, finishTime }) => `${String(startTime)}/${String(finishTime)}`),
    calls: () => latest().length,
  });
}

export const idsOf = ({ data }: Pick<JobList, 'data'>): string[] => data.map(({ id }) => id);

/** The window as the answer shows it and the upstream is asked, when it is asked as it stands. */
export const windowOf = ({ window: { from, to } }: Pick<JobList, 'window'>): string => `${from}/${to}`;

import { joinJobs, JobRows } from '../table/job-rows.js';
import type { TimeWindow } from '../time-window.js';
import { contains, hasSameTimes, type HeldJob, type Sighting } from './held-job.js';
import { HeldRows } from './held-rows.js';
import type { Stretch } from './job-timeline.js';
import { membershipOf, type RangeReading } from './range-readings.js';
import { tailBeginningMs } from './tail-question.js';

/** What came to a question: its meaning, its jobs, and when it was asked. */
export interface Answer {
  readonly window: TimeWindow;
  readonly jobs: HeldRows;
  readonly askedAtMs: number;
}

/** Whether an answer brings a stretch up to date: it lies in it, ends with it, and begins early enough. */
export function isTailOf(
  stretch: Stretch,
  { window, askedAtMs }: Answer,
  readings: readonly RangeReading[],
): boolean {
  if (readings.length === 0 || askedAtMs < stretch.tailAskedAtMs) return false;
  if (stretch.window.toMs !== window.toMs || !contains(stretch.window, window)) return false;
  return window.fromMs <= tailBeginningMs(stretch, readings);
}

/** The stretch with its tail replaced. Jobs that could not change are kept; what was due and did not come is gone. */
export function mergeTail(stretch: Stretch, answer: Answer, readings: readonly RangeReading[]): Stretch {
  const { jobs: held } = stretch;
  const { jobs: came } = answer;
  const cameRows = came.rowsById();
  const keptRows: number[] = [];
  const sightings = [...came.sightings];
  for (const job of held) {
    const cameRow = cameRows.get(held.table.idAt(job.row));
    if (cameRow !== undefined) sightings[cameRow] = withMemory({ held, came }, job.row, cameRow);
    else if (!isGone(job, answer.window, readings)) keptRows.push(job.row);
  }
  const missed = missIn(answer.window);
  const { table } = joinJobs([new JobRows(held.table).only(keptRows), new JobRows(came.table)]);
  const jobs = new HeldRows(table, [...keptRows.map((row) => missed(held.sightingAt(row))), ...sightings]);
  return { ...stretch, jobs, tailAskedAtMs: answer.askedAtMs };
}

/** Whether a job that did not come would have come if it still were what it was. */
function isGone({ extent, seenIn }: HeldJob, asked: TimeWindow, readings: readonly RangeReading[]): boolean {
  // Every job in progress is due: the tail begins before it, or the range is compared with the finish it has not had.
  if (extent.isRunning || contains(asked, seenIn)) return true;
  return readings.every((reading) => membershipOf(extent, asked, reading) === 'in');
}

/** Makes of a sighting that of a job which did not come: of one that many share, one that they share. */
function missIn(asked: TimeWindow): (sighting: Sighting) => Sighting {
  const made = new Map<Sighting, Sighting>();
  return (sighting) => {
    if (sighting.missedIn !== undefined && contains(sighting.missedIn, asked)) return sighting;
    const missed = made.get(sighting) ?? { ...sighting, missedIn: asked };
    made.set(sighting, missed);
    return missed;
  };
}

/** What earlier answers showed of a job holds for as long as its times do. */
function withMemory(
  { held, came }: { readonly held: HeldRows; readonly came: HeldRows },
  heldRow: number,
  cameRow: number,
): Sighting {
  const before = held.sightingAt(heldRow);
  const now = came.sightingAt(cameRow);
  if (!hasSameTimes(held.table, heldRow, came.table, cameRow)) return now;
  return contains(now.seenIn, before.seenIn) ? before : { ...before, seenIn: now.seenIn };
}

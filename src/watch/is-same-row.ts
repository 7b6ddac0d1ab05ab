import type { JobColumns } from '../jobs/table/job-columns.js';
import type { JobTable } from '../jobs/table/job-table.js';

const NUMBERS = ['types', 'statuses', 'startsMs', 'finishesMs', 'durationsSeconds', 'sizesBytes'] as const;

/** Whether two looks found a job the same. Its organization's name is not its own, and counts for nothing. */
export function isSameRow(
  { columns: left }: JobTable,
  leftRow: number,
  { columns: right }: JobTable,
  rightRow: number,
): boolean {
  if (left === right && leftRow === rightRow) return true;
  return (
    NUMBERS.every((name) => isSameNumber(left[name][leftRow], right[name][rightRow])) &&
    left.counts.every((count, place) => isSameNumber(count[leftRow], right.counts[place]?.[rightRow])) &&
    moduleOf(left, leftRow) === moduleOf(right, rightRow) &&
    isSameOddity(left.upstreamTypes.get(leftRow), right.upstreamTypes.get(rightRow)) &&
    isSameOddity(left.upstreamStatuses.get(leftRow), right.upstreamStatuses.get(rightRow))
  );
}

/** Behind the end of a column lie zeros; an absent time is no number, and the same as another. */
function isSameNumber(left = 0, right = 0): boolean {
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}

function moduleOf({ modules, moduleWords }: JobColumns, row: number): string | null | undefined {
  return moduleWords[modules[row] ?? 0];
}

function isSameOddity(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

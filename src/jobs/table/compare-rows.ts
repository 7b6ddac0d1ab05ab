import { compareTexts, compareValues, type JobSort, type SortKey } from '../job-sort.js';
import type { JobTable } from './job-table.js';

/** Compares a row of one table with a row of another, or of the same. */
export type RowComparison = (left: JobTable, leftRow: number, right: JobTable, rightRow: number) => number;

const NUMBERS: Readonly<Record<Exclude<SortKey, 'organizationName'>, (table: JobTable) => Float64Array>> = {
  startTime: ({ columns }) => columns.startsMs,
  finishTime: ({ columns }) => columns.finishesMs,
  durationSeconds: ({ columns }) => columns.durationsSeconds,
  backupSizeBytes: ({ columns }) => columns.sizesBytes,
};

/** Orders rows just as `comparePlaces` orders their jobs: times of four-digit years stand in one order as texts and as numbers. */
export function rowComparison({ key, isDescending }: JobSort): RowComparison {
  const compareKeys = key === 'organizationName' ? byName(isDescending) : byNumber(key, isDescending);
  return (left, leftRow, right, rightRow) =>
    compareKeys(left, leftRow, right, rightRow) ||
    compareTexts(left.ownerAt(leftRow).id, right.ownerAt(rightRow).id) ||
    compareTexts(left.idAt(leftRow), right.idAt(rightRow));
}

function byName(isDescending: boolean): RowComparison {
  return (left, leftRow, right, rightRow) =>
    compareValues(left.ownerAt(leftRow).name, right.ownerAt(rightRow).name, isDescending);
}

function byNumber(key: Exclude<SortKey, 'organizationName'>, isDescending: boolean): RowComparison {
  const columnOf = NUMBERS[key];
  const sign = isDescending ? -1 : 1;
  return (left, leftRow, right, rightRow) => {
    const leftValue = columnOf(left)[leftRow] ?? NaN;
    const rightValue = columnOf(right)[rightRow] ?? NaN;
    if (leftValue < rightValue) return -sign;
    if (leftValue > rightValue) return sign;
    // Neither is greater where they are equal, or where one is absent.
    return Number(Number.isNaN(leftValue)) - Number(Number.isNaN(rightValue));
  };
}

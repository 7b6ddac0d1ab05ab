import type { Job } from './job.js';

export const SORT_KEYS = [
  'startTime',
  'finishTime',
  'durationSeconds',
  'backupSizeBytes',
  'organizationName',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** As callers write them: `-` in front for descending. */
export const SORT_NAMES: readonly string[] = SORT_KEYS.flatMap((key) => [key, `-${key}`]);

export interface JobSort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export type SortValue = string | number | null;

/** Where a job stands in an order: enough to go on after it. */
export interface JobPlace {
  readonly value: SortValue;
  readonly organizationId: string;
  readonly jobId: string;
}

export function parseSort(name: string): JobSort {
  const key = SORT_KEYS.find((candidate) => candidate === name.replace(/^-/, ''));
  if (key === undefined) throw new TypeError(`not a sort: ${name}`);
  return { key, isDescending: name.startsWith('-') };
}

export function sortName({ key, isDescending }: JobSort): string {
  return isDescending ? `-${key}` : key;
}

export function placeOf(job: Job, key: SortKey): JobPlace {
  return { value: sortValue(job, key), organizationId: job.organization.id, jobId: job.id };
}

/** Orders places: absent values last and ties by organization, then job, ascending, whichever way the values go. */
export function comparePlaces(left: JobPlace, right: JobPlace, isDescending: boolean): number {
  return (
    compareValues(left.value, right.value, isDescending) ||
    compareTexts(left.organizationId, right.organizationId) ||
    compareTexts(left.jobId, right.jobId)
  );
}

function sortValue(job: Job, key: SortKey): SortValue {
  return key === 'organizationName' ? job.organization.name : job[key];
}

/** Absent values come last, whichever way the others go. */
export function compareValues(left: SortValue, right: SortValue, isDescending: boolean): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return (left < right ? -1 : 1) * (isDescending ? -1 : 1);
}

export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

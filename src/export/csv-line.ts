import type { Job } from '../jobs/job.js';
import { csvCell } from './csv-cell.js';

type Column = readonly [name: string, valueOf: (job: Job) => string | number | null];

const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['type', ({ type }) => type],
  ['status', ({ status }) => status],
  ['module', ({ module }) => module],
  ['startTime', ({ startTime }) => startTime],
  ['finishTime', ({ finishTime }) => finishTime],
  ['durationSeconds', ({ durationSeconds }) => durationSeconds],
  ['backupSizeBytes', ({ backupSizeBytes }) => backupSizeBytes],
  ['organizationId', ({ organization }) => organization.id],
  ['organizationName', ({ organization }) => organization.name],
  ['entitiesSuccessful', ({ entities }) => entities.successful],
  ['entitiesFailed', ({ entities }) => entities.failed],
  ['entitiesSkipped', ({ entities }) => entities.skipped],
  ['entitiesWarning', ({ entities }) => entities.warning],
  ['entitiesTotal', ({ entities }) => entities.total],
  ['recordsSuccessful', ({ records }) => records.successful],
  ['recordsFailed', ({ records }) => records.failed],
  ['recordsSkipped', ({ records }) => records.skipped],
  ['recordsWarning', ({ records }) => records.warning],
  ['recordsTotal', ({ records }) => records.total],
];

/** The names of the columns, which callers rely on: new ones go to the end. */
export const CSV_HEADER = lineOf(COLUMNS.map(([name]) => name));

/** One job as a line of CSV, with its line break. */
export function csvLine(job: Job): string {
  return lineOf(COLUMNS.map(([, valueOf]) => valueOf(job)));
}

function lineOf(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../job-vocabulary.js';
import type { ItemCounts, Job } from '../job.js';

/** Jobs column by column: a job is the same place in each. A column of numbers may end early, before nothing but zeros. */
export interface JobColumns {
  readonly ids: readonly string[];
  /** Places in `TYPES` and `STATUSES`. */
  readonly types: ArrayLike<number>;
  readonly statuses: ArrayLike<number>;
  /** What came in place of an unknown type or status, by the job's place. */
  readonly upstreamTypes: ReadonlyMap<number, unknown>;
  readonly upstreamStatuses: ReadonlyMap<number, unknown>;
  /** Epoch milliseconds, seconds, bytes; NaN is null. */
  readonly startsMs: ArrayLike<number>;
  readonly finishesMs: ArrayLike<number>;
  readonly durationsSeconds: ArrayLike<number>;
  readonly sizesBytes: ArrayLike<number>;
  /** In the order of `COUNTS`. */
  readonly counts: readonly ArrayLike<number>[];
  /** Places in the two lists of words. */
  readonly modules: ArrayLike<number>;
  readonly owners: ArrayLike<number>;
  readonly moduleWords: readonly Job['module'][];
  readonly ownerWords: readonly Job['organization'][];
}

export const TYPES: readonly Job['type'][] = [...JOB_TYPE_NAMES, 'unknown'];
export const STATUSES: readonly Job['status'][] = [...JOB_STATUS_NAMES, 'unknown'];

/** The ten counts of a job, each a column. */
export const COUNTS: readonly (readonly [item: 'entities' | 'records', outcome: keyof ItemCounts])[] = [
  ['entities', 'successful'],
  ['entities', 'failed'],
  ['entities', 'skipped'],
  ['entities', 'warning'],
  ['entities', 'total'],
  ['records', 'successful'],
  ['records', 'failed'],
  ['records', 'skipped'],
  ['records', 'warning'],
  ['records', 'total'],
];

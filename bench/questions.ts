import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../src/jobs/job-vocabulary.js';

export const QUESTION_KINDS = ['filter', 'sort', 'page', 'summary'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

const SORTS = ['startTime', 'finishTime', 'durationSeconds', 'backupSizeBytes', 'organizationName'].flatMap(
  (field) => [field, `-${field}`],
);
const MOST_TYPE_SETS = 2 ** JOB_TYPE_NAMES.length - 1;
const MOST_STATUS_SETS = 2 ** JOB_STATUS_NAMES.length - 1;

/** The `index`th question of a kind over one window: no two are alike, so that no answer has been made before. */
export function questionOf(kind: QuestionKind, index: number, window: string): string {
  switch (kind) {
    case 'filter':
      return `/v1/jobs?${window}&${filterOf(index)}`;
    case 'sort':
      return `/v1/jobs?${window}&sort=${SORTS[index % SORTS.length]}&pageSize=${26 + Math.floor(index / SORTS.length)}`;
    case 'page':
      return `/v1/jobs?${window}&page=${index + 2}`;
    case 'summary':
      return `/v1/jobs/summary?${window}&${filterOf(index)}`;
    default:
      return kind satisfies never;
  }
}

/** Another set of types and statuses for each number under 945. */
function filterOf(index: number): string {
  const types = subsetOf(JOB_TYPE_NAMES, MOST_TYPE_SETS - (index % MOST_TYPE_SETS));
  const statuses = subsetOf(JOB_STATUS_NAMES, MOST_STATUS_SETS - (index % MOST_STATUS_SETS));
  const round = Math.floor(index / MOST_TYPE_SETS / MOST_STATUS_SETS);
  if (round > 0) throw new Error('there are no more filters');
  return `type=${types.join()}&status=${statuses.join()}`;
}

function subsetOf(names: readonly string[], bits: number): readonly string[] {
  return names.filter((_, place) => (bits >> place) & 1);
}

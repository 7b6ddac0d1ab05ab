import type { SharedForm } from '../cache/copy-question.js';
import type { HeldJobs } from './held-jobs.js';
import { readColumns, tellColumns } from './table/columns-as-json.js';
import { gatherRows } from './table/gather-rows.js';
import { JobRows } from './table/job-rows.js';

type Told = Omit<HeldJobs & { readonly kind: 'jobs' }, 'jobs'> & { readonly columns: unknown };

/** How an organization's jobs are told to other replicas: column by column, a sixth of what they take one by one. */
export const SHARED_JOBS: SharedForm<HeldJobs> = {
  toShared: (held) => {
    if (held.kind === 'tooMany') return held;
    const { jobs, ...rest } = held;
    return { ...rest, columns: tellColumns(jobs.toTable()) };
  },
  fromShared: (value) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The digest and the version say that one of us wrote it; what could fail later is looked at.
    const told = value as Told | (HeldJobs & { readonly kind: 'tooMany' }) | null;
    if (told?.kind === 'tooMany') return told;
    const columns = told?.kind === 'jobs' ? readColumns(told.columns) : undefined;
    if (told === null || columns === undefined) return undefined;
    const { asked, contract } = told;
    return {
      kind: 'jobs',
      asked,
      contract,
      jobs: new JobRows(gatherRows([{ columns }])),
      omission: undefined,
    };
  },
};

import * as fc from 'fast-check';

import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../../src/jobs/job-vocabulary.js';
import type { ItemCounts, Job } from '../../src/jobs/job.js';
import { organizationId } from './sample-jobs.js';

const count = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, Number.MAX_SAFE_INTEGER),
  fc.constantFrom(-1, -0, 0.5, 1e300),
);
const ORDINARY = { noNullPrototype: true };
const counts: fc.Arbitrary<ItemCounts> = fc.record(
  { successful: count, failed: count, skipped: fc.constant(0), warning: count, total: count },
  ORDINARY,
);
/** Close together, so that many are equal. */
const time = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 5 }).map((minutes) => Date.UTC(2026, 10, 20, 8, minutes)),
    fc.constantFrom(Date.UTC(1973, 2, 3, 9, 46, 40), Date.UTC(9999, 11, 31, 23, 59, 59, 999)),
  ),
);
const text = fc.oneof(
  fc.constantFrom('a', 'b', 'É', '🙂', 'ﬀ', 'Customer Engagement'),
  fc.string({ unit: 'grapheme' }),
);
const toTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** What an upstream can make of a job, and a bit more. */
const job: fc.Arbitrary<Omit<Job, 'id'>> = fc.record(
  {
    type: fc.constantFrom<Job['type']>(...JOB_TYPE_NAMES, 'unknown'),
    upstreamType: fc.jsonValue(),
    status: fc.constantFrom<Job['status']>(...JOB_STATUS_NAMES, 'unknown'),
    upstreamStatus: fc.jsonValue(),
    module: fc.option(text),
    startTime: time.map(toTime),
    finishTime: time.map(toTime),
    durationSeconds: fc.option(fc.constantFrom(0, 0.001, 62.81, 1e12)),
    entities: counts,
    records: counts,
    backupSizeBytes: count,
    organization: fc.record(
      {
        id: fc.integer({ min: 1, max: 3 }).map(organizationId),
        name: fc.option(fc.constantFrom('Sales', 'Care', 'null')),
      },
      ORDINARY,
    ),
  },
  {
    ...ORDINARY,
    requiredKeys: [
      ...(['type', 'status', 'module', 'startTime', 'finishTime', 'durationSeconds'] as const),
      ...(['entities', 'records', 'backupSizeBytes', 'organization'] as const),
    ],
  },
);

/** Some jobs, each with an id of its own. */
export const anyJobs: fc.Arbitrary<Job[]> = fc.array(fc.tuple(text, job), { maxLength: 30 }).map((drawn) =>
  drawn.map(([id, { type, upstreamType, ...rest }], place) => ({
    id: `${id} ${place}`,
    type,
    ...(upstreamType === undefined ? {} : { upstreamType }),
    ...rest,
  })),
);

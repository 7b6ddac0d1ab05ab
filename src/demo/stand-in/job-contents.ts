import type { JobType } from '../../jobs/job-vocabulary.js';
import { fractionOf, numberBetween } from './seeded-random.js';
import type { JobCounts, StandInJob } from './stand-in-job.js';

interface ContentsQuestion {
  /** Makes the random parts of this job. */
  readonly key: string;
  readonly type: JobType;
  readonly outcome: StandInJob['outcome'];
  /** What a whole backup of the organization holds at that time. */
  readonly wholeSizeBytes: number;
}

type Contents = Pick<StandInJob, 'entities' | 'records' | 'backupSizeBytes'>;

/** Part of the whole backup each type stores, and the tables it touches. */
const SCALE = {
  backup: { ofSize: 1, ofRecords: 1, entities: [420, 460] },
  restore: { ofSize: 0, ofRecords: 0.001, entities: [1, 12] },
  dryRun: { ofSize: 0, ofRecords: 0.004, entities: [5, 40] },
  retention: { ofSize: 0, ofRecords: 0.03, entities: [400, 460] },
  auditBackup: { ofSize: 0.002, ofRecords: 0.004, entities: [1, 2] },
  export: { ofSize: 0.01, ofRecords: 0.01, entities: [1, 8] },
} as const satisfies Record<
  JobType,
  { ofSize: number; ofRecords: number; entities: readonly [number, number] }
>;

const BYTES_A_RECORD = 2048;

/** Tells a total apart by outcome; the parts always add up to it. */
function splitCounts(total: number, outcome: StandInJob['outcome'], fraction: number): JobCounts {
  switch (outcome) {
    case 'finished': {
      const skipped = Math.floor(total * 0.004 * fraction);
      return { successful: total - skipped, failed: 0, skipped, warning: 0 };
    }
    case 'finishedWithException': {
      const failed = Math.ceil(total * 0.01 * fraction);
      const warning = Math.min(total - failed, Math.ceil(total * 0.02 * fraction));
      return { successful: total - failed - warning, failed, skipped: 0, warning };
    }
    case 'failed': {
      const successful = Math.floor(total * 0.6 * fraction);
      return { successful, failed: total - successful, skipped: 0, warning: 0 };
    }
    default:
      return outcome satisfies never;
  }
}

/** What a job of that type and outcome has counted and stored when it has ended. */
export function contentsOf({ key, type, outcome, wholeSizeBytes }: ContentsQuestion): Contents {
  const scale = SCALE[type];
  const fraction = fractionOf(`${key}|contents`);
  const wobble = numberBetween(`${key}|size`, [0.995, 1.005]);
  const storedPart = outcome === 'failed' ? fraction * 0.6 : 1;
  const entities = Math.floor(numberBetween(`${key}|entities`, scale.entities));
  const records = Math.ceil((wholeSizeBytes / BYTES_A_RECORD) * scale.ofRecords * wobble);
  return {
    entities: splitCounts(entities, outcome, fraction),
    records: splitCounts(records, outcome, fraction),
    backupSizeBytes: Math.floor(wholeSizeBytes * scale.ofSize * wobble * storedPart),
  };
}

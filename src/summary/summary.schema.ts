import { SourceSchema } from '../aggregation/source.schema.js';
import { ApiProperty, ApiSchema } from '../document/api.decorators.js';
import { WindowSchema } from '../jobs/dto/job-answers.schema.js';
import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../jobs/job-vocabulary.js';
import type { DayCount } from './count-days.js';
import type { CountByType } from './count-jobs.js';
import type { CountByStatus, JobCount } from './job-tally.js';
import type { DurationPercentiles } from './duration-percentiles.js';
import type { OrganizationCount } from './summarize-jobs.js';

const COUNT = { type: 'integer', minimum: 0 } as const;
const BYTES = { ...COUNT, format: 'int64' } as const;
const RATE = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  nullable: true,
  description: 'finished ÷ (finished + finishedWithException + failed); null when there is none.',
} as const;
const BY_STATUS = countsOf([...JOB_STATUS_NAMES, 'unknown'], 'By outcome; every one, zeros too.');
const BY_TYPE = countsOf([...JOB_TYPE_NAMES, 'unknown'], 'By kind; every one, zeros too.');
const SECONDS = { type: 'number', minimum: 0, nullable: true } as const;

@ApiSchema({ name: 'DurationPercentiles' })
export class DurationPercentilesSchema implements DurationPercentiles {
  @ApiProperty(SECONDS)
  p50!: number | null;

  @ApiProperty(SECONDS)
  p95!: number | null;

  @ApiProperty(SECONDS)
  max!: number | null;
}

@ApiSchema({ name: 'OrganizationCount' })
export class OrganizationCountSchema implements OrganizationCount {
  @ApiProperty({ type: 'string', example: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' })
  organizationId!: string;

  @ApiProperty({ type: 'string', nullable: true })
  organizationName!: string | null;

  @ApiProperty(COUNT)
  totalJobs!: number;

  @ApiProperty(RATE)
  successRate!: number | null;

  @ApiProperty(BY_STATUS)
  byStatus!: CountByStatus;

  @ApiProperty(BYTES)
  backupSizeBytes!: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Of the selected jobs: when the last backup that finished well ended.',
  })
  lastSuccessfulBackup!: string | null;
}

@ApiSchema({ name: 'DayCount' })
export class DayCountSchema implements DayCount {
  @ApiProperty({ type: 'string', format: 'date', example: '2026-11-20' })
  date!: string;

  @ApiProperty(COUNT)
  totalJobs!: number;

  @ApiProperty(BY_STATUS)
  byStatus!: CountByStatus;

  @ApiProperty(BYTES)
  backupSizeBytes!: number;
}

/** The documented form of `GET /v1/jobs/summary`. */
@ApiSchema({ name: 'JobSummary' })
export class JobSummarySchema implements JobCount {
  @ApiProperty(COUNT)
  totalJobs!: number;

  @ApiProperty(RATE)
  successRate!: number | null;

  @ApiProperty(BY_STATUS)
  byStatus!: CountByStatus;

  @ApiProperty(BY_TYPE)
  byType!: CountByType;

  @ApiProperty({ ...BYTES, description: 'Exact up to 2^53.' })
  backupSizeBytes!: number;

  @ApiProperty({
    type: DurationPercentilesSchema,
    description: 'Nearest rank, of the jobs that have a duration; null without any.',
  })
  durationSeconds!: DurationPercentilesSchema;

  @ApiProperty({
    type: [OrganizationCountSchema],
    description: 'One for each organization that was read, ordered by id; `sources` names those that failed.',
  })
  byOrganization!: OrganizationCountSchema[];

  @ApiProperty({
    type: [DayCountSchema],
    description:
      'Every UTC day of the window, by the start of its jobs. A job without a start, or with one on another day, is in the totals only.',
  })
  byDay!: DayCountSchema[];

  @ApiProperty({ type: WindowSchema, description: 'The window asked for, rounded outward to whole minutes.' })
  window!: WindowSchema;

  @ApiProperty({ type: [SourceSchema], description: 'One for each organization asked, ordered by id.' })
  sources!: SourceSchema[];

  @ApiProperty({ description: 'Whether any organization failed, and is not counted.' })
  partial!: boolean;
}

function countsOf(names: readonly string[], description: string) {
  return {
    type: 'object' as const,
    description,
    properties: Object.fromEntries(names.map((name) => [name, COUNT])),
    required: [...names],
  };
}

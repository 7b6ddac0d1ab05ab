import { ApiProperty, ApiPropertyOptional, ApiSchema } from '../../document/api.decorators.js';
import type { OrganizationId } from '../../organizations/organization.js';
import type { ItemCounts, Job } from '../job.js';
import { JOB_STATUS_NAMES, JOB_TYPE_NAMES } from '../job-vocabulary.js';

@ApiSchema({ name: 'ItemCounts' })
export class ItemCountsSchema implements ItemCounts {
  @ApiProperty({ type: 'integer', minimum: 0 })
  successful!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  failed!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  skipped!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  warning!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  total!: number;
}

@ApiSchema({ name: 'JobOrganization' })
export class JobOrganizationSchema {
  @ApiProperty({ type: 'string', example: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' })
  id!: OrganizationId;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: "The configured name, without one the vendor's.",
  })
  name!: string | null;
}

const INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;

/** The documented form of a job. */
@ApiSchema({ name: 'Job' })
export class JobSchema implements Job {
  @ApiProperty({ example: 'DCIB2022081903124382222110' })
  id!: string;

  @ApiProperty({ enum: [...JOB_TYPE_NAMES, 'unknown'] })
  type!: Job['type'];

  @ApiPropertyOptional({
    oneOf: SCALARS(),
    nullable: true,
    description: 'What came, when the type is unknown.',
  })
  upstreamType?: unknown;

  @ApiProperty({ enum: [...JOB_STATUS_NAMES, 'unknown'] })
  status!: Job['status'];

  @ApiPropertyOptional({
    oneOf: SCALARS(),
    nullable: true,
    description: 'What came, when the status is unknown.',
  })
  upstreamStatus?: unknown;

  @ApiProperty({ type: 'string', nullable: true, example: 'Customer Engagement' })
  module!: string | null;

  @ApiProperty({ ...INSTANT, description: 'UTC with milliseconds; null when absent.' })
  startTime!: string | null;

  @ApiProperty({ ...INSTANT, description: 'UTC with milliseconds; null when absent.' })
  finishTime!: string | null;

  @ApiProperty({
    type: 'number',
    minimum: 0,
    nullable: true,
    description: 'To the millisecond; null while in progress.',
  })
  durationSeconds!: number | null;

  @ApiProperty({ type: ItemCountsSchema })
  entities!: ItemCountsSchema;

  @ApiProperty({ type: ItemCountsSchema })
  records!: ItemCountsSchema;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0 })
  backupSizeBytes!: number;

  @ApiProperty({ type: JobOrganizationSchema })
  organization!: JobOrganizationSchema;
}

/** Anything but a list or an object. */
function SCALARS(): { type: string }[] {
  return [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];
}

import { SourceSchema } from '../../aggregation/source.schema.js';
import { ApiProperty, ApiSchema } from '../../document/api.decorators.js';
import type { Health } from '../organization-health.js';
import { JobSchema } from './job.schema.js';

/** The documented form of what the job routes answer: pages, one job, organizations. */
@ApiSchema({ name: 'Page' })
export class PageSchema {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null with a cursor.' })
  number!: number | null;

  @ApiProperty({ type: 'integer' })
  size!: number;

  @ApiProperty({ type: 'integer' })
  totalItems!: number;

  @ApiProperty({ type: 'integer' })
  totalPages!: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'For `cursor`; null on the last page.' })
  nextCursor!: string | null;
}

@ApiSchema({ name: 'Window' })
export class WindowSchema {
  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  to!: string;
}

@ApiSchema({ name: 'JobList' })
export class JobListSchema {
  @ApiProperty({ type: [JobSchema] })
  data!: JobSchema[];

  @ApiProperty({ type: PageSchema })
  page!: PageSchema;

  @ApiProperty({ type: WindowSchema, description: 'The window asked for, rounded outward to whole minutes.' })
  window!: WindowSchema;

  @ApiProperty({ type: [SourceSchema], description: 'One for each organization asked, ordered by id.' })
  sources!: SourceSchema[];

  @ApiProperty({ description: 'Whether any organization failed.' })
  partial!: boolean;
}

@ApiSchema({ name: 'JobAnswer' })
export class JobAnswerSchema {
  @ApiProperty({ type: JobSchema })
  data!: JobSchema;

  @ApiProperty({ type: SourceSchema })
  source!: SourceSchema;
}

@ApiSchema({ name: 'OrganizationHealth' })
export class OrganizationHealthSchema {
  @ApiProperty({ example: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' })
  id!: string;

  @ApiProperty({ type: 'string', nullable: true })
  alias!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  name!: string | null;

  @ApiProperty()
  connection!: string;

  @ApiProperty({ enum: ['ok', 'late', 'failing', 'unknown'] satisfies Health[] })
  health!: Health;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  lastSuccessfulBackup!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true })
  backupAgeSeconds!: number | null;

  @ApiProperty({ type: JobSchema, nullable: true, description: 'The backup that started last.' })
  lastBackup!: JobSchema | null;
}

@ApiSchema({ name: 'OrganizationList' })
export class OrganizationListSchema {
  @ApiProperty({ type: [OrganizationHealthSchema] })
  data!: OrganizationHealthSchema[];

  @ApiProperty({ type: [SourceSchema] })
  sources!: SourceSchema[];

  @ApiProperty({ description: 'Whether any organization failed.' })
  partial!: boolean;
}

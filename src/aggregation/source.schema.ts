import { ApiProperty, ApiPropertyOptional, ApiSchema } from '../document/api.decorators.js';
import type { SourceError, SourceReport } from './source.js';

/** Why an organization failed, is older, or lacks something; with `Source`, the documented form of `source.ts`. */
@ApiSchema({ name: 'SourceError' })
export class SourceErrorSchema implements SourceError {
  @ApiProperty({ example: '/problems/upstream-timeout' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty()
  detail!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'When asking again makes sense.' })
  retryAfterSeconds?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Records of the answer that could not be used.' })
  recordsLeftOut?: number;
}

@ApiSchema({ name: 'Source' })
export class SourceSchema implements SourceReport {
  @ApiProperty({ format: 'uuid' })
  organizationId!: string;

  @ApiProperty({ type: 'string', nullable: true })
  organizationName!: string | null;

  @ApiProperty()
  connection!: string;

  @ApiProperty({ enum: ['get', 'post'] })
  contract!: string;

  @ApiProperty({
    enum: ['live', 'cached', 'stale', 'failed'],
    description:
      'live: fetched for this request; cached: fresh copy; stale: older copy; failed: nothing to show.',
  })
  state!: SourceReport['state'];

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Null when failed.' })
  fetchedAt!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Items of this organization in the selection; null when failed.',
  })
  totalItems!: number | null;

  @ApiPropertyOptional({
    type: SourceErrorSchema,
    description: 'Why it failed, is older, or lacks something.',
  })
  error?: SourceErrorSchema;
}

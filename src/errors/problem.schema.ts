import { ApiProperty, ApiPropertyOptional, ApiSchema } from '../document/api.decorators.js';
import { PROBLEM_TYPES } from './problem-types.js';

@ApiSchema({ name: 'ParameterFault' })
export class ParameterFaultSchema {
  @ApiProperty({ example: 'type' })
  parameter!: string;

  @ApiProperty({ example: 'must be one or more of backup, restore' })
  message!: string;
}

/** `application/problem+json`, RFC 9457. */
@ApiSchema({ name: 'Problem' })
export class ProblemSchema {
  @ApiProperty({ enum: Object.keys(PROBLEM_TYPES).map((code) => `/problems/${code}`) })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  status!: number;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ description: 'Path of the request.' })
  instance!: string;

  @ApiProperty({ description: 'Finds the request in the log; also in X-Request-Id.' })
  requestId!: string;

  @ApiPropertyOptional({ type: [ParameterFaultSchema], description: 'With 400: every parameter at fault.' })
  errors?: ParameterFaultSchema[];

  @ApiPropertyOptional({
    type: 'array',
    items: { $ref: '#/components/schemas/Source' },
    description: 'When organizations could not be read: what is known of each.',
  })
  sources?: object[];
}

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';

import { Public } from '../auth/rights.decorator.js';
import { AppError } from '../errors/app-error.js';
import { Lifecycle } from './lifecycle.js';

@ApiSchema({ name: 'Health' })
class HealthSchema {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** What an orchestrator asks. Neither answer depends on the upstream. */
@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly lifecycle: Lifecycle) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process runs', security: [] })
  @ApiOkResponse({ type: HealthSchema })
  @ApiResponse({
    status: 406,
    description: 'The answer is JSON, which the request does not accept.',
    content: PROBLEM,
  })
  live(): HealthSchema {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether the process takes work', security: [] })
  @ApiOkResponse({ type: HealthSchema })
  @ApiResponse({
    status: 406,
    description: 'The answer is JSON, which the request does not accept.',
    content: PROBLEM,
  })
  @ApiResponse({ status: 503, description: 'The process is shutting down.', content: PROBLEM })
  ready(): HealthSchema {
    if (this.lifecycle.isClosing)
      throw new AppError('overloaded', 'The service is shutting down.', { retryAfterSeconds: 5 });
    return { status: 'ready' };
  }
}

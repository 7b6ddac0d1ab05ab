import { Controller, Get } from '@nestjs/common';

import { Public } from '../auth/rights.decorator.js';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '../document/api.decorators.js';
import { ApiRefusals, type Refusals } from '../errors/api-refusals.decorator.js';
import { AppError } from '../errors/app-error.js';
import { Lifecycle } from './lifecycle.js';

@ApiSchema({ name: 'Health' })
class HealthSchema {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

const REFUSALS: Refusals = { 406: 'The answer is JSON, which the request does not accept.' };

/** What an orchestrator asks. Neither answer depends on the upstream. */
@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly lifecycle: Lifecycle) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process runs', security: [] })
  @ApiOkResponse({ type: HealthSchema })
  @ApiRefusals(REFUSALS)
  live(): HealthSchema {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether the process takes work', security: [] })
  @ApiOkResponse({ type: HealthSchema })
  @ApiRefusals({ ...REFUSALS, 503: 'The process is shutting down.' })
  ready(): HealthSchema {
    if (this.lifecycle.isClosing)
      throw new AppError('overloaded', 'The service is shutting down.', { retryAfterSeconds: 5 });
    return { status: 'ready' };
  }
}

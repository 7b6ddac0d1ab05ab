import { applyDecorators, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';

import { ApiOperation, ApiResponse, ApiTags } from '../document/api.decorators.js';
import { ApiRefusals, type Refusals, USUAL_REFUSALS } from '../errors/api-refusals.decorator.js';
import { OwnAccept } from '../errors/own-accept.decorator.js';

const REFUSALS: Refusals = {
  ...USUAL_REFUSALS,
  400: 'The route takes no parameters.',
  406: 'The answer is plain text, which the request does not accept.',
  429: 'The client has sent more requests than it may in a minute.',
  503: 'This service asks to wait.',
};

/** Serves and documents the text that Prometheus reads; `security` as OpenAPI says it. */
export function ApiScrape(security: Record<string, string[]>[]): MethodDecorator {
  return applyDecorators(
    Get(),
    OwnAccept(),
    Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE),
    ApiTags('metrics'),
    ApiOperation({
      operationId: 'getMetrics',
      summary: 'The backups of the organizations the caller may see, and the service itself, for Prometheus',
      security,
    }),
    ApiResponse({
      status: 200,
      description: 'The Prometheus text format, version 0.0.4.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    }),
    ApiRefusals(REFUSALS),
  );
}

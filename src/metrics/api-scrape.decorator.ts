import { applyDecorators, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';

import { OwnAccept } from '../errors/own-accept.decorator.js';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The route takes no parameters.',
  401: 'No credential, or one that is not valid.',
  403: 'The caller lacks the permission.',
  406: 'The answer is plain text, which the request does not accept.',
  500: 'A bug.',
};

/** Serves and documents the text that Prometheus reads; `security` as OpenAPI says it. */
export function ApiScrape(security: Record<string, string[]>[]): MethodDecorator {
  const refusals = Object.entries(REFUSALS).map(([status, description]) =>
    ApiResponse({
      status: Number(status),
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
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
    ...refusals,
  );
}

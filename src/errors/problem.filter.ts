import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { AppError, asAppError } from './app-error.js';
import { problemHeaders, toProblem } from './problem.js';
import type { ProblemCode } from './problem-types.js';

/** What the framework itself refuses, by its status; any other 4xx is a request that could not be read. */
const FRAMEWORK_REFUSALS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  400: ['validation-failed', 'The request could not be read.'],
  // Only what serves files says 403, of a path that leads out of its folder: there is nothing for anybody.
  403: ['not-found', 'Nothing is served at this address.'],
  404: ['not-found', 'Nothing is served at this address.'],
  408: ['request-timeout', 'The request took too long to arrive.'],
  413: ['content-too-large', 'The request has a larger body than is read here.'],
  414: ['uri-too-long', 'A part of the address is too long.'],
  415: ['unsupported-media-type', 'No body of this media type is read here.'],
  431: ['header-too-large', 'The request headers are larger than is read here.'],
};

/** The code of what was thrown: ours as it is, a refusal of the framework by its status, everything else `internal`. */
export function classifyThrown(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const status = statusOf(thrown);
  const refusal =
    FRAMEWORK_REFUSALS[status] ?? (status > 400 && status < 500 ? FRAMEWORK_REFUSALS[400] : undefined);
  if (refusal === undefined) return asAppError(thrown);
  const [code, message] = refusal;
  const faults = code === 'validation-failed' ? [{ parameter: 'request', message }] : [];
  return new AppError(code, message, { cause: thrown, faults });
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number')
    return thrown.statusCode;
  return 0;
}

interface IdentifiedRequest {
  readonly id: string;
  readonly url: string;
}

/** Turns every failure of a route into a problem document; what never reaches a route is refused in `http-server.ts`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const adapter = this.adapterHost.httpAdapter;
    const request = host.switchToHttp().getRequest<IdentifiedRequest>();
    const response: unknown = host.switchToHttp().getResponse();
    const error = classifyThrown(thrown);
    if (error.code === 'internal') this.logBug(error, request.id);
    for (const [name, value] of Object.entries(problemHeaders(error)))
      adapter.setHeader(response, name, value);
    adapter.reply(response, toProblem(error, { url: request.url, requestId: request.id }), error.status);
  }

  private logBug(error: AppError, requestId: string): void {
    const stack = error.cause instanceof Error ? error.cause.stack : String(error.cause);
    this.logger.error({ code: 'internal_error', requestId, message: 'a request met a bug', stack });
  }
}

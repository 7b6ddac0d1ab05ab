import type { AppError, ParameterFault } from './app-error.js';
import { pathOf } from './request-path.js';

/** A problem document, RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Path of the request, without its query. */
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly ParameterFault[];
  readonly [member: string]: unknown;
}

const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export interface ProblemOrigin {
  readonly url: string;
  readonly requestId: string;
}

/** The document that tells a caller about a failure. */
export function toProblem(error: AppError, { url, requestId }: ProblemOrigin): Problem {
  return {
    type: `/problems/${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    instance: pathOf(url),
    requestId,
    ...(error.faults.length > 0 ? { errors: error.faults } : {}),
    ...error.members,
  };
}

/** Header fields that go with a failure. */
export function problemHeaders(error: AppError): Record<string, string> {
  return {
    'content-type': PROBLEM_MEDIA_TYPE,
    'cache-control': 'no-store',
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
    ...(error.challenge === undefined ? {} : { 'www-authenticate': error.challenge }),
    ...(error.allowedMethods === undefined ? {} : { allow: error.allowedMethods.join(', ') }),
  };
}

import { applyDecorators, type Type } from '@nestjs/common';

import { ApiCredential } from '../../auth/api-credential.decorator.js';
import { ApiOkResponse, ApiOperation, ApiResponse } from '../../document/api.decorators.js';
import { ApiRefusals, type Refusals, USUAL_REFUSALS } from '../../errors/api-refusals.decorator.js';

/** What reading routes may answer beside 200, with when. */
const REFUSALS: Refusals = {
  ...USUAL_REFUSALS,
  400: 'A bad or unknown parameter; each is named.',
  406: 'The answer is JSON, which the request does not accept.',
  429: 'The client has sent more requests than it may in a minute, or its address too many wrong credentials.',
  502: 'The upstream refused, failed, or answered something that cannot be understood.',
  503: 'The upstream or this service asks to wait.',
  504: 'The upstream did not answer in time, or only copies were asked for and there is none.',
};

interface ReadRoute {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly answer: Type;
  /** What only this route refuses, by status. */
  readonly refusals?: Refusals;
}

/** Documents a route that reads jobs: its answer, and every refusal. */
export function ApiRead({ operationId, summary, description, answer, refusals }: ReadRoute): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ApiCredential(),
    ApiOkResponse({ type: answer, headers: CACHE_HEADERS }),
    ApiResponse({ status: 304, description: 'The caller has this answer already, by its `If-None-Match`.' }),
    ApiReadRefusals(refusals),
  );
}

/** Documents the refusals of a route that reads jobs, with those, by status, that only this route has. */
export function ApiReadRefusals(further: Refusals = {}): MethodDecorator {
  return ApiRefusals({ ...REFUSALS, ...further });
}

const text = { schema: { type: 'string' } } as const;
const CACHE_HEADERS = {
  ETag: { ...text, description: 'Weak: the same while only ages and states change.' },
  'Cache-Control': { ...text, description: 'What is left of the freshness.' },
  Age: { schema: { type: 'integer' as const }, description: 'Seconds since the oldest part was fetched.' },
  'Cache-Status': { ...text, description: 'RFC 9211.' },
  'RateLimit-Policy': { ...text, description: 'Requests a minute of this client, on refusals too.' },
  RateLimit: { ...text, description: 'What is left of them, and the seconds until they are whole again.' },
  'Server-Timing': { ...text, description: 'Where the time went.' },
  'X-Request-Id': { ...text, description: "The caller's, or a new one." },
};

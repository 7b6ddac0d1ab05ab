import { applyDecorators } from '@nestjs/common';
import type { ApiResponseOptions } from '@nestjs/swagger';

import { ApiResponse } from '../document/api.decorators.js';

/** When a route refuses, by status. */
export type Refusals = Readonly<Record<number, string>>;

/** What every route refuses that asks who is calling. */
export const USUAL_REFUSALS: Refusals = {
  401: 'No credential, or one that is not valid.',
  403: 'The caller lacks the permission.',
  414: 'The address is too long.',
  431: 'The headers are too large.',
  500: 'A bug.',
};

type Documented = Pick<ApiResponseOptions, 'headers'>;

const WAIT: Documented = {
  headers: {
    'Retry-After': {
      schema: { type: 'integer' },
      description: 'Seconds after which asking again makes sense.',
    },
  },
};
const HEADERS: Readonly<Record<number, Documented>> = {
  401: {
    headers: { 'WWW-Authenticate': { schema: { type: 'string' }, description: 'How to authenticate.' } },
  },
  429: WAIT,
  503: WAIT,
};

/** Documents what a route refuses: a problem document for each status, with the header fields that belong to it. */
export function ApiRefusals(refusals: Refusals): MethodDecorator {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const responses = Object.entries(refusals).map(([status, description]) =>
    ApiResponse({ status: Number(status), description, ...HEADERS[Number(status)], content }),
  );
  return applyDecorators(...responses);
}

import { applyDecorators } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { ApiCredential } from '../auth/api-credential.decorator.js';

const WAIT = {
  'Retry-After': {
    schema: { type: 'integer' as const },
    description: 'Seconds after which asking again makes sense.',
  },
};
const CHALLENGE = {
  'WWW-Authenticate': { schema: { type: 'string' as const }, description: 'How to authenticate.' },
};

const REFUSALS = [
  { status: 400, description: 'A bad or unknown parameter; each is named.' },
  { status: 401, description: 'No credential, or one that is not valid.', headers: CHALLENGE },
  { status: 403, description: 'The caller lacks the permission.' },
  { status: 404, description: 'No such organization that the caller may see.' },
  { status: 406, description: 'Problems are JSON, which the request does not accept.' },
  { status: 414, description: 'The address is too long.' },
  { status: 429, description: 'The client has sent more requests than it may in a minute.', headers: WAIT },
  { status: 431, description: 'The headers are too large.' },
  { status: 500, description: 'A bug.' },
  { status: 503, description: 'This service asks to wait.', headers: WAIT },
] as const;

/** Documents the route that drops what is held. */
export function ApiDrop(): MethodDecorator {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return applyDecorators(
    ApiOperation({
      operationId: 'dropCache',
      summary: 'Drops what is held, in all replicas',
      description:
        'The next request asks the upstream. A replica that cannot be reached drops its own when it is back.',
    }),
    ApiCredential(),
    ApiQuery({
      name: 'organizationId',
      required: false,
      type: String,
      description: 'GUID or alias. Default: all the caller may see.',
    }),
    ApiNoContentResponse({ description: 'Dropped.' }),
    ...REFUSALS.map((refusal) => ApiResponse({ ...refusal, content })),
  );
}

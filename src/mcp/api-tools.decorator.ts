import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';

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
  { status: 400, description: 'The body is no single JSON-RPC message, or the protocol version is unknown.' },
  { status: 401, description: 'No credential, or one that is not valid.', headers: CHALLENGE },
  { status: 403, description: 'The caller lacks the permission, or is a page in a browser.' },
  { status: 406, description: 'The answer is JSON, which the request does not accept.' },
  { status: 413, description: 'The message is too large.' },
  { status: 414, description: 'The address is too long.' },
  { status: 415, description: 'The message is not JSON.' },
  { status: 429, description: 'The client has sent more requests than it may in a minute.', headers: WAIT },
  { status: 431, description: 'The headers are too large.' },
  { status: 500, description: 'A bug.' },
  { status: 503, description: 'This service asks to wait.', headers: WAIT },
] as const;

const MESSAGE = {
  type: 'object' as const,
  required: ['jsonrpc'],
  properties: {
    jsonrpc: { type: 'string' as const, enum: ['2.0'] },
    id: { oneOf: [{ type: 'string' as const }, { type: 'integer' as const }] },
    method: { type: 'string' as const },
    params: { type: 'object' as const, additionalProperties: true },
  },
  additionalProperties: true,
  example: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_organizations' } },
};
const ANSWER = {
  type: 'object' as const,
  required: ['jsonrpc', 'id'],
  properties: {
    jsonrpc: { type: 'string' as const, enum: ['2.0'] },
    id: { oneOf: [{ type: 'string' as const }, { type: 'integer' as const }] },
    result: { type: 'object' as const, additionalProperties: true },
    error: {
      type: 'object' as const,
      required: ['code', 'message'],
      properties: { code: { type: 'integer' as const }, message: { type: 'string' as const } },
      additionalProperties: true,
    },
  },
};

/** Documents the route that machines call tools on; the tools describe themselves, in answer to `tools/list`. */
export function ApiTools(): MethodDecorator {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return applyDecorators(
    ApiOperation({
      operationId: 'callTools',
      summary: 'The same data as tools for machines',
      description:
        'Model Context Protocol, streamable HTTP, without sessions: one JSON-RPC message a request. The tools `list_jobs`, `summarize_jobs`, `list_organizations` and `get_job` take the parameters of the routes they are named after and answer as those do; a call of a tool counts as a request to its route, too.',
    }),
    ApiCredential(),
    ApiBody({ required: true, schema: MESSAGE }),
    ApiOkResponse({ description: 'The answer to a request.', schema: ANSWER }),
    ApiAcceptedResponse({ description: 'A notification was taken; no answer is due.' }),
    ...REFUSALS.map((refusal) => ApiResponse({ ...refusal, content: problem })),
  );
}

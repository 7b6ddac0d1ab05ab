import { applyDecorators } from '@nestjs/common';

import { ApiCredential } from '../auth/api-credential.decorator.js';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation } from '../document/api.decorators.js';
import { ApiRefusals, type Refusals, USUAL_REFUSALS } from '../errors/api-refusals.decorator.js';

const REFUSALS: Refusals = {
  ...USUAL_REFUSALS,
  400: 'The body is no single JSON-RPC message, or the protocol version is unknown.',
  403: 'The caller lacks the permission, or is a page in a browser.',
  406: 'The answer is JSON, which the request does not accept.',
  413: 'The message is too large.',
  415: 'The message is not JSON.',
  429: 'The client has sent more requests than it may in a minute.',
  503: 'This service asks to wait.',
};

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
    ApiRefusals(REFUSALS),
  );
}

import { applyDecorators } from '@nestjs/common';

import { ApiCredential } from '../auth/api-credential.decorator.js';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiQuery } from '../document/api.decorators.js';
import { ApiRefusals, type Refusals, USUAL_REFUSALS } from '../errors/api-refusals.decorator.js';
import { ListenQuery } from './listen.query.js';

/** What a listener may be refused with, and when. */
const REFUSALS: Refusals = {
  ...USUAL_REFUSALS,
  400: 'A bad or unknown parameter; each is named.',
  404: 'No such organization that the caller may see.',
  406: 'The answer is an event stream, which the request does not accept.',
  429: 'The client listens too often at once, or asks too often.',
  503: 'Too many listen, or the service is shutting down.',
};

const DESCRIPTION = [
  'Server-Sent Events. `job.created` and `job.changed` with `data: {"job": Job, "previousStatus": …}` (null for a job',
  'that came up), and an `id` with each; a comment every 15 seconds. With `Last-Event-ID` the stream goes on behind',
  'that event; where it cannot, `event: reset` with `data: {}` says to read the jobs again. A stream ends after an',
  'hour at the latest, and when the service ends: come back with the last id.',
].join(' ');

/** Documents the route that tells changes as they happen. */
export function ApiListen(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'listenToJobs',
      summary: 'Changes of jobs as they happen',
      description: DESCRIPTION,
    }),
    ApiCredential(),
    ApiQuery({ type: ListenQuery }),
    ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The last `id` that was received.' }),
    ApiOkResponse({
      description: 'A stream that goes on until the caller leaves.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiRefusals(REFUSALS),
  );
}

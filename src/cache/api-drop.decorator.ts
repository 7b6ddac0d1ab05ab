import { applyDecorators } from '@nestjs/common';

import { ApiCredential } from '../auth/api-credential.decorator.js';
import { ApiNoContentResponse, ApiOperation, ApiQuery } from '../document/api.decorators.js';
import { ApiRefusals, type Refusals, USUAL_REFUSALS } from '../errors/api-refusals.decorator.js';

const REFUSALS: Refusals = {
  ...USUAL_REFUSALS,
  400: 'A bad or unknown parameter; each is named.',
  404: 'No such organization that the caller may see.',
  406: 'Problems are JSON, which the request does not accept.',
  429: 'The client has sent more requests than it may in a minute.',
  503: 'This service asks to wait.',
};

/** Documents the route that drops what is held. */
export function ApiDrop(): MethodDecorator {
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
    ApiRefusals(REFUSALS),
  );
}

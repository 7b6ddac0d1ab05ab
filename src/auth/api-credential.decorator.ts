import { applyDecorators } from '@nestjs/common';

import { ApiSecurity } from '../document/api.decorators.js';

/** Documents a route that asks who is calling: any of the ways that `AUTH_MODES` names will do. */
export function ApiCredential(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiSecurity('apiKey'),
    ApiSecurity('jwt'),
    ApiSecurity({ gatewaySecret: [], gatewayClient: [] }),
  );
}

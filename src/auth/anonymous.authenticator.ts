import { Injectable } from '@nestjs/common';

import type { ClientSettings } from '../config/settings.js';
import { isLoopbackHost } from '../config/web-address.js';
import type { Authenticator, RequestHeaders, Verdict } from './authenticator.js';

const ANYBODY: ClientSettings = {
  name: 'anonymous',
  apiKeySha256: [],
  jwtClientId: undefined,
  organizations: ['*'],
  permissions: ['jobs:read', 'cache:purge', 'metrics:read'],
  requestsPerMinute: 600,
};

/** `AUTH_MODES=none`: everybody on this machine; the configuration allows it on loopback only. */
@Injectable()
export class AnonymousAuthenticator implements Authenticator {
  readonly mode = 'none';
  readonly challenge = '';
  readonly credentialHeaders = [];

  /** A name that is not this machine's comes from a page elsewhere whose address was made to point here. */
  authenticate({ host }: RequestHeaders): Promise<Verdict> {
    const name = typeof host === 'string' ? host.replace(/:\d+$/, '') : '';
    return Promise.resolve(
      isLoopbackHost(name) ? { kind: 'accepted', client: ANYBODY } : { kind: 'refused' },
    );
  }
}

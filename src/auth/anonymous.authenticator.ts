import { Injectable } from '@nestjs/common';

import type { ClientSettings } from '../config/settings.js';
import type { Authenticator, Verdict } from './authenticator.js';

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

  authenticate(): Promise<Verdict> {
    return Promise.resolve({ kind: 'accepted', client: ANYBODY });
  }
}

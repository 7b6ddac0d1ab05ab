import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import { isLoopbackHost } from '../config/web-address.js';
import type { Attempt, Authenticator, Verdict } from './authenticator.js';

const ANYBODY: Omit<ClientSettings, 'requestsPerMinute'> = {
  name: 'anonymous',
  apiKeySha256: [],
  jwtClientId: undefined,
  organizations: ['*'],
  permissions: ['jobs:read', 'cache:purge', 'metrics:read'],
};

/** `AUTH_MODES=none`: everybody on this machine; the configuration allows it on loopback only. */
@Injectable()
export class AnonymousAuthenticator implements Authenticator {
  readonly mode = 'none';
  readonly challenge = '';
  readonly credentialHeaders = [];
  private readonly anybody: ClientSettings;

  /** The limit is a variable's, and so stays for the life of the process. */
  constructor({ current: { requestsPerMinute } }: ConfigService) {
    this.anybody = { ...ANYBODY, requestsPerMinute };
  }

  /** A name that is not this machine's comes from a page elsewhere whose address was made to point here. */
  authenticate({ headers: { host } }: Attempt): Verdict {
    const name = typeof host === 'string' ? host.replace(/:\d+$/, '') : '';
    // Nothing was guessed at: whoever is turned away here is not counted among those who try keys.
    return isLoopbackHost(name) ? { kind: 'accepted', client: this.anybody } : { kind: 'undecided' };
  }
}

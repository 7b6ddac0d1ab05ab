import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';

import { type Attempt, type Authenticator, type Verdict, verdictOn } from './authenticator.js';
import { ClientRegistry } from './client-registry.js';

/** `X-Api-Key`, found by its SHA-256 among the configured ones. */
@Injectable()
export class ApiKeyAuthenticator implements Authenticator {
  readonly mode = 'apiKey';
  readonly challenge = 'ApiKey realm="backup jobs", header="X-Api-Key"';
  readonly credentialHeaders = ['X-Api-Key'];

  constructor(private readonly clients: ClientRegistry) {}

  authenticate({ headers }: Attempt): Verdict {
    const key = headers['x-api-key'];
    if (key === undefined) return { kind: 'absent' };
    if (typeof key !== 'string') return { kind: 'refused' };
    // Node hands over the bytes of a field as Latin-1; the hash was made of the bytes.
    const keyHash = hash('sha256', Buffer.from(key, 'latin1'), 'hex');
    return verdictOn(this.clients.current.withKeyHash(keyHash));
  }
}

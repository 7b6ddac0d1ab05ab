import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import type { Authenticator, RequestHeaders, Verdict } from './authenticator.js';

/** `X-Api-Key`, compared by its SHA-256 with every configured one. */
@Injectable()
export class ApiKeyAuthenticator implements Authenticator {
  readonly mode = 'apiKey';
  readonly challenge = 'ApiKey realm="backup jobs", header="X-Api-Key"';
  readonly credentialHeaders = ['X-Api-Key'];

  constructor(private readonly config: ConfigService) {}

  authenticate(headers: RequestHeaders): Promise<Verdict> {
    const key = headers['x-api-key'];
    if (key === undefined) return Promise.resolve({ kind: 'absent' });
    const client = typeof key === 'string' ? this.clientWithKey(key) : undefined;
    return Promise.resolve(client === undefined ? { kind: 'refused' } : { kind: 'accepted', client });
  }

  private clientWithKey(key: string): ClientSettings | undefined {
    const digest = createHash('sha256').update(key).digest();
    let found: ClientSettings | undefined;
    for (const client of this.config.current.clients) {
      for (const hash of client.apiKeySha256) {
        // Every hash is compared, also after a match: the time tells nothing about which key was close.
        if (timingSafeEqual(digest, Buffer.from(hash, 'hex'))) found = client;
      }
    }
    return found;
  }
}

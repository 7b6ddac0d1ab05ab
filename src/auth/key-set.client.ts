import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import { OutgoingClient, OutgoingError, type OutgoingFailure } from '../outgoing/outgoing.client.js';
import { type KeySet, readKeySet } from './key-set.js';

/** For the whole fetch: callers without a known key wait for it. */
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/** Why there is no key set; `refused` is any status but 200, a redirect too. */
export type KeySetFailure = OutgoingFailure | 'refused' | 'malformed';

/** Fetches the keys that sign bearer tokens from `JWT_JWKS_URL`. */
@Injectable()
export class KeySetClient {
  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly config: ConfigService,
  ) {}

  async fetch(): Promise<KeySet | KeySetFailure> {
    const { jwt } = this.config.current;
    if (jwt === undefined) return 'refused';
    try {
      const { status, body } = await this.outgoing.send({
        method: 'GET',
        url: new URL(jwt.jwksUrl),
        headers: { accept: 'application/jwk-set+json, application/json' },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      return status === 200 ? (readKeySet(body) ?? 'malformed') : 'refused';
    } catch (error) {
      if (error instanceof OutgoingError) return error.failure;
      throw error;
    }
  }
}

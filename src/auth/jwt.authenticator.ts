import { Injectable } from '@nestjs/common';
import type { CryptoKey } from 'jose';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { type Attempt, type Authenticator, type Verdict, verdictOn } from './authenticator.js';
import { bearerTokenOf } from './bearer-token.js';
import { ClientRegistry } from './client-registry.js';
import { KeySetKeeper } from './key-set-keeper.js';
import { SignatureLane } from './signature-lane.js';
import { tokenLibrary } from './token-library.js';
import { readUnprovenToken, SIGNATURE_ALGORITHMS } from './unproven-token.js';

/** How far the issuer's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** `Authorization: Bearer` with a JWT of the configured issuer, RFC 6750 and RFC 9068. */
@Injectable()
export class JwtAuthenticator implements Authenticator {
  readonly mode = 'jwt';
  readonly challenge = 'Bearer realm="backup jobs"';
  readonly refusedChallenge = `${this.challenge}, error="invalid_token"`;
  readonly credentialHeaders = ['Authorization'];
  private readonly lane = new SignatureLane();

  constructor(
    private readonly config: ConfigService,
    private readonly clock: Clock,
    private readonly clients: ClientRegistry,
    private readonly keys: KeySetKeeper,
  ) {}

  async authenticate({ headers, isSuspect }: Attempt): Promise<Verdict> {
    const text = bearerTokenOf(headers);
    if (text === undefined) return { kind: 'absent' };
    const token = readUnprovenToken(text);
    // What costs nothing comes first: keys are looked for, and signatures checked, for clients that exist.
    const client = token && this.clients.current.withJwtClientId(token.clientId);
    if (token === undefined || client === undefined) return { kind: 'refused' };
    const key = await this.keys.keyFor(token);
    if (key === 'unavailable') return { kind: 'undecided' };
    if (key === 'unknown') return { kind: 'refused' };
    const check = (): Promise<boolean> => this.isProven(text, key);
    const isProven = await (isSuspect() ? this.lane.take(check) : check());
    return verdictOn(isProven === true ? client : undefined);
  }

  /** Whether the signature covers the very text that was read, and issuer, audience and times are as they must be. */
  private async isProven(text: string, key: CryptoKey): Promise<boolean> {
    const { jwt } = this.config.current;
    if (jwt === undefined) return false;
    try {
      await tokenLibrary().jwtVerify(text, key, {
        algorithms: [...SIGNATURE_ALGORITHMS],
        issuer: jwt.issuer,
        audience: jwt.audience,
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.clock.wallMs()),
      });
      return true;
    } catch {
      // The library's message quotes the token's claims; that it was refused is all anybody learns.
      return false;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';

import { type Attempt, type Authenticator, type Verdict, verdictOn } from './authenticator.js';
import { ClientRegistry } from './client-registry.js';
import { GatewaySecret } from './gateway-secret.js';

/** `X-Gateway-Secret` with `X-Client-Id`: a gateway that has checked its caller itself names the client. */
@Injectable()
export class GatewayAuthenticator implements Authenticator {
  readonly mode = 'gateway';
  readonly challenge = 'Gateway realm="backup jobs", header="X-Gateway-Secret"';
  readonly credentialHeaders = ['X-Gateway-Secret', 'X-Client-Id'];

  constructor(
    private readonly clients: ClientRegistry,
    private readonly secret: GatewaySecret,
  ) {}

  async authenticate({ headers }: Attempt): Promise<Verdict> {
    const { 'x-gateway-secret': given, 'x-client-id': name } = headers;
    if (given === undefined && name === undefined) return { kind: 'absent' };
    if (typeof given !== 'string' || typeof name !== 'string') return { kind: 'refused' };
    const secret = await this.secret.current();
    if (secret === undefined) return { kind: 'undecided' };
    if (!isSame(Buffer.from(given, 'latin1'), Buffer.from(secret.reveal()))) return { kind: 'refused' };
    return verdictOn(this.clients.current.named(name));
  }
}

/** Compares digests, which have one length: the time tells neither where the texts differ nor how long the secret is. */
function isSame(given: Buffer, expected: Buffer): boolean {
  const [first, second] = [given, expected].map((bytes) => createHash('sha256').update(bytes).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}

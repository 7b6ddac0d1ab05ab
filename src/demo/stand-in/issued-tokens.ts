import { createHash, randomBytes } from 'node:crypto';

import type { Tenant } from './tenants.js';

interface IssuedToken {
  readonly tenant: Tenant;
  readonly expiresAtMs: number;
}

const BEARER = /^Bearer +(\S+)$/i;

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The token of an Authorization header; undefined when there is none. RFC 6750 section 2.1. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1];
}

/** Opaque tokens and whom they were given to; kept as hashes. */
export class IssuedTokens {
  private readonly byHash = new Map<string, IssuedToken>();

  issue(tenant: Tenant, nowMs: number): string {
    this.forgetExpired(nowMs);
    const token = randomBytes(32).toString('base64url');
    this.byHash.set(sha256Hex(token), { tenant, expiresAtMs: nowMs + tenant.tokenLifeSeconds * 1000 });
    return token;
  }

  /** The tenant a token speaks for; undefined when it is absent, unknown, revoked or expired. */
  tenantOf(token: string | undefined, nowMs: number): Tenant | undefined {
    const issued = token === undefined ? undefined : this.byHash.get(sha256Hex(token));
    return issued !== undefined && nowMs < issued.expiresAtMs ? issued.tenant : undefined;
  }

  revokeAll(): void {
    this.byHash.clear();
  }

  private forgetExpired(nowMs: number): void {
    for (const [hash, { expiresAtMs }] of this.byHash) if (expiresAtMs <= nowMs) this.byHash.delete(hash);
  }
}

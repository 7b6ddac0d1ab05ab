import { createHash, verify, X509Certificate } from 'node:crypto';

import type { StandInClient } from './tenants.js';

const LONGEST_LIFE_SECONDS = 3600;

type Members = Readonly<Record<string, unknown>>;

interface Assertion {
  readonly header: Members;
  readonly claims: Members;
  readonly signedText: string;
  readonly signature: Buffer;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodePart(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The parts of a compact JWT, nothing checked yet; undefined when it is none. RFC 7515 section 7.1. */
export function decodeAssertion(text: string): Assertion | undefined {
  const [headerText = '', claimsText = '', signatureText = '', ...rest] = text.split('.');
  const header = decodePart(headerText);
  const claims = decodePart(claimsText);
  if (header === undefined || claims === undefined || rest.length > 0) return undefined;
  const signature = Buffer.from(signatureText, 'base64url');
  return { header, claims, signedText: `${headerText}.${claimsText}`, signature };
}

function thumbprintOf(certificate: X509Certificate): string {
  return createHash('sha1').update(certificate.raw).digest('base64url');
}

function isSignedBy(client: StandInClient, { header, signedText, signature }: Assertion): boolean {
  if (header['alg'] !== 'RS256') return false;
  const certificates = (client.certificatesPem ?? []).map((pem) => new X509Certificate(pem));
  const certificate = certificates.find((candidate) => thumbprintOf(candidate) === header['x5t']);
  return (
    certificate !== undefined && verify('sha256', Buffer.from(signedText), certificate.publicKey, signature)
  );
}

/** Checks assertions as RFC 7523 section 3 asks, and that none is used twice. */
export class AssertionCheck {
  /** The ids used, each with the end of its life in seconds. */
  private readonly usedIds = new Map<string, number>();

  constructor(private readonly audience: string) {}

  /** Uses the assertion up: the same one is refused from then on. */
  accept(assertion: Assertion, client: StandInClient, nowMs: number): boolean {
    if (!isSignedBy(client, assertion) || !this.areClaimsRight(assertion.claims, client, nowMs / 1000))
      return false;
    return this.isFirstUse(String(assertion.claims['jti']), Number(assertion.claims['exp']), nowMs / 1000);
  }

  private areClaimsRight(claims: Members, client: StandInClient, nowSeconds: number): boolean {
    const { iss, sub, aud, exp, nbf, jti } = claims;
    if (iss !== client.clientId || sub !== client.clientId) return false;
    if (![aud].flat().includes(this.audience)) return false;
    if (typeof jti !== 'string' || jti === '') return false;
    // The claims count whole seconds, so that one rounded up may lie up to a second further away.
    if (typeof exp !== 'number' || exp <= nowSeconds || exp > nowSeconds + LONGEST_LIFE_SECONDS + 1)
      return false;
    return nbf === undefined || (typeof nbf === 'number' && nbf <= nowSeconds + 1);
  }

  private isFirstUse(id: string, expiresAtSeconds: number, nowSeconds: number): boolean {
    for (const [used, endSeconds] of this.usedIds) if (endSeconds <= nowSeconds) this.usedIds.delete(used);
    if (this.usedIds.has(id)) return false;
    this.usedIds.set(id, expiresAtSeconds);
    return true;
  }
}

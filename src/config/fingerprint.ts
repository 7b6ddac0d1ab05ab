import { createHash } from 'node:crypto';

/** SHA-256 over a value and all that is in it, hex. Secrets count by their own fingerprints, which show no value. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(comparable(value)) ?? 'undefined')
    .digest('hex');
}

/** The same value with secrets replaced: their private fields are invisible to every generic comparison. */
function comparable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (hasFingerprint(value)) return value.fingerprint();
  if (Array.isArray(value)) return value.map(comparable);
  return Object.entries(value).map(([key, inner]) => [key, comparable(inner)]);
}

function hasFingerprint(value: object): value is { fingerprint(): string } {
  return 'fingerprint' in value && typeof value.fingerprint === 'function';
}

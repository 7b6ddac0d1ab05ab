const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const KEY_HASH = /^[0-9a-f]{64}$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/;
const SIGNING_SECRET_PREFIX = 'whsec_';
const LONGEST_TEXT = 4096;

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT;
}

export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

export function isKeyHash(value: unknown): boolean {
  return typeof value === 'string' && KEY_HASH.test(value);
}

export function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

export function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBetween(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}

/** Standard Webhooks writes a secret as `whsec_` and base64; any other text is used as it stands. */
export function isSigningSecret(value: unknown): boolean {
  if (!isText(value)) return false;
  return !value.startsWith(SIGNING_SECRET_PREFIX) || BASE64.test(value.slice(SIGNING_SECRET_PREFIX.length));
}

import type { OutgoingAnswer } from '../outgoing/outgoing.client.js';
import { parseRetryAfter } from '../outgoing/retry-after.js';
import { tokenFailure } from './token-failure.js';

/** What the identity service made of a credential; everything else it can answer is thrown as a failure. */
export type TokenAnswer =
  | { readonly kind: 'issued'; readonly value: string; readonly expiresIn: unknown }
  | { readonly kind: 'refused'; readonly mayAnotherSecretWork: boolean };

const LONGEST_TOKEN = 16 * 1024;
const DEFAULT_RETRY_AFTER_SECONDS = 10;
const REFUSALS: ReadonlySet<unknown> = new Set(['invalid_client', 'invalid_scope', 'unauthorized_client']);

/** Reads an answer of RFC 6749 section 5, tolerantly in all but the token itself. */
export function readTokenAnswer(answer: OutgoingAnswer, connectionName: string, wallMs: number): TokenAnswer {
  const { status } = answer;
  if (status >= 500) throw tokenFailure(connectionName, 'upstream-unavailable');
  if (status === 429) {
    const seconds = parseRetryAfter(answer.headers['retry-after'], wallMs) ?? DEFAULT_RETRY_AFTER_SECONDS;
    throw tokenFailure(connectionName, 'upstream-throttled', Math.max(1, seconds));
  }
  const members = membersOf(answer.body);
  const refusal = refusalOf(status, members?.['error']);
  if (refusal !== undefined) return refusal;
  if (status !== 200) throw tokenFailure(connectionName, 'upstream-rejected');
  const value = members?.['access_token'];
  if (!isSendable(value) || !isBearer(members?.['token_type'])) {
    throw tokenFailure(connectionName, 'upstream-invalid');
  }
  return { kind: 'issued', value, expiresIn: members?.['expires_in'] };
}

function membersOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof json === 'object' && json !== null ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, error: unknown): TokenAnswer | undefined {
  if (status !== 401 && status !== 403 && !REFUSALS.has(error)) return undefined;
  return { kind: 'refused', mayAnotherSecretWork: error === 'invalid_client' || status === 401 };
}

/** It has to stand in a header: visible ASCII only, and no longer than servers take. */
function isSendable(token: unknown): token is string {
  return typeof token === 'string' && token.length <= LONGEST_TOKEN && /^[\x21-\x7e]+$/.test(token);
}

function isBearer(type: unknown): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'bearer';
}

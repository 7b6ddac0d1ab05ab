import { readMembers } from '../jobs/read-members.js';
import type { OutgoingAnswer } from '../outgoing/outgoing.client.js';

/** What one call over the wire told beside its answer. Holds no token and no text of a body but the codes of RFC 6749. */
export interface Exchange {
  readonly server: 'identity' | 'upstream';
  /** Undefined when no whole answer came. */
  readonly status: number | undefined;
  /** How far the server's clock is ahead of ours; undefined when it did not say. */
  readonly clockAheadMs: number | undefined;
  /** `error` of RFC 6749 section 5.2, when it is one of its codes. */
  readonly oauthError: OauthError | undefined;
  /** `expires_in`, when it is a number. */
  readonly expiresIn: number | undefined;
}

export interface CallTimes {
  readonly sentMs: number;
  readonly receivedMs: number;
}

const OAUTH_ERRORS = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
] as const;

export type OauthError = (typeof OAUTH_ERRORS)[number];

const NOTHING_OF_A_TOKEN = { oauthError: undefined, expiresIn: undefined };

/** Half a second: a `Date` field counts whole seconds, so that on average it is that much behind. RFC 9110 section 6.6.1. */
const CUT_OFF_MS = 500;

export function unansweredExchange(server: Exchange['server']): Exchange {
  return { server, status: undefined, clockAheadMs: undefined, ...NOTHING_OF_A_TOKEN };
}

export function exchangeOf(server: Exchange['server'], answer: OutgoingAnswer, times: CallTimes): Exchange {
  const { status, headers } = answer;
  const told = server === 'identity' ? readTokenMembers(answer.body) : NOTHING_OF_A_TOKEN;
  return { server, status, clockAheadMs: clockAheadMs(headers['date'], times), ...told };
}

function clockAheadMs(date: string | undefined, { sentMs, receivedMs }: CallTimes): number | undefined {
  const toldMs = Date.parse(date ?? '');
  return Number.isNaN(toldMs) ? undefined : toldMs + CUT_OFF_MS - (sentMs + receivedMs) / 2;
}

function readTokenMembers(body: Buffer): Pick<Exchange, 'oauthError' | 'expiresIn'> {
  try {
    const members = readMembers(JSON.parse(body.toString('utf8')));
    const error = members?.get('error');
    const life = members?.get('expires_in');
    const expiresIn = typeof life === 'number' ? life : undefined;
    return { oauthError: OAUTH_ERRORS.find((code) => code === error), expiresIn };
  } catch {
    return NOTHING_OF_A_TOKEN;
  }
}

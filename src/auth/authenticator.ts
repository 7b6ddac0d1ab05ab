import type { AuthMode, ClientSettings } from '../config/settings.js';

/** Every known way of proving identity; `AUTH_MODES` says which of them count. */
export const AUTHENTICATORS = Symbol('authenticators');

/** Names in lower case; a repeated field is a list, as Node gives it. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What a request brings to prove who sent it. */
export interface Attempt {
  readonly headers: RequestHeaders;
  /** Whether its address has guessed too often: what is dear to check is then checked sparingly. */
  readonly isSuspect: () => boolean;
}

/** What one way of proving identity makes of a request; `undecided` when what it needs for that is out of reach. */
export type Verdict =
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'accepted'; readonly client: ClientSettings };

/** One way of proving identity, named as in `AUTH_MODES`. */
export interface Authenticator {
  readonly mode: AuthMode;
  /** What a refused caller should send, RFC 9110 section 11.6.1. */
  readonly challenge: string;
  /** What is said instead of the challenge to a caller whose credential of this kind was not accepted. */
  readonly refusedChallenge?: string;
  /** Header fields that carry its credential: answers vary by them. */
  readonly credentialHeaders: readonly string[];
  /** At once where nothing has to be waited for. */
  authenticate(attempt: Attempt): Verdict | Promise<Verdict>;
}

/** The verdict on a credential that names this client, if it names one. */
export function verdictOn(client: ClientSettings | undefined): Verdict {
  return client === undefined ? { kind: 'refused' } : { kind: 'accepted', client };
}

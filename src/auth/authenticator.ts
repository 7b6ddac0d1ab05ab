import type { AuthMode, ClientSettings } from '../config/settings.js';

/** Names in lower case; a repeated field is a list, as Node gives it. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What one way of proving identity makes of a request. */
export type Verdict =
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted'; readonly client: ClientSettings };

/** One way of proving identity, named as in `AUTH_MODES`. */
export interface Authenticator {
  readonly mode: AuthMode;
  /** What a refused caller should send, RFC 9110 section 11.6.1. */
  readonly challenge: string;
  /** Header fields that carry its credential: answers vary by them. */
  readonly credentialHeaders: readonly string[];
  authenticate(headers: RequestHeaders): Promise<Verdict>;
}

import type { ClientCredential } from '../../config/settings.js';
import { AppError } from '../../errors/app-error.js';
import type { Exchange } from '../exchange.js';
import type { Finding } from '../finding.js';
import type { RemedyCode } from '../remedies.js';

/** What came of asking for a token. */
export interface TokenLook {
  readonly credential: ClientCredential['kind'];
  /** The calls to the identity service, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Undefined when there is a token. */
  readonly failure: unknown;
}

const LONGEST_SECONDS = 86_400;
const PROOFS = { secret: 'the client secret', certificate: 'the certificate' } as const;

/** Whether there is a token, how long it lives, and why there is none. */
export function judgeToken(look: TokenLook): readonly Finding[] {
  if (look.failure !== undefined) return [refused(look)];
  return [issued(look), ...lifeFindings(look), ...rotationFindings(look)];
}

function issued({ credential, exchanges }: TokenLook): Finding {
  const expiresIn = exchanges.at(-1)?.expiresIn;
  const life = isSensible(expiresIn) ? `; it lives ${expiresIn} s` : '';
  const message = `The identity service takes ${PROOFS[credential]} and gives a token${life}.`;
  return { step: 'token', state: 'ok', code: 'token-issued', message };
}

function lifeFindings({ exchanges }: TokenLook): readonly Finding[] {
  if (isSensible(exchanges.at(-1)?.expiresIn)) return [];
  const message = 'The token does not tell how long it lives, or tells what makes no sense.';
  return [{ step: 'token', state: 'warning', code: 'token-life-unknown', message }];
}

function isSensible(expiresIn: number | undefined): expiresIn is number {
  return expiresIn !== undefined && expiresIn > 0 && expiresIn <= LONGEST_SECONDS;
}

function rotationFindings({ exchanges }: TokenLook): readonly Finding[] {
  if (!exchanges.some(({ oauthError }) => oauthError === 'invalid_client')) return [];
  const message = 'One of the two client secrets is refused; the other one is taken.';
  return [{ step: 'token', state: 'warning', code: 'one-secret-refused', message }];
}

function refused({ credential, exchanges, failure }: TokenLook): Finding {
  const last = exchanges.at(-1);
  const code = last === undefined ? 'credential-unusable' : codeOf(last, credential, failure);
  return { step: 'token', state: 'fault', code, message: `${SENTENCES[code]}${detailOf(last)}.` };
}

function codeOf(
  { status, oauthError }: Exchange,
  credential: TokenLook['credential'],
  failure: unknown,
): keyof typeof SENTENCES {
  if (oauthError === 'invalid_scope') return 'scope-refused';
  if (oauthError === 'unauthorized_client') return 'client-not-allowed';
  if (status === undefined) return 'identity-unreachable';
  if (status === 429) return 'identity-throttled';
  if (status >= 500) return 'identity-failing';
  if (failure instanceof AppError && failure.code === 'upstream-invalid') return 'identity-answer-unusable';
  const isRefusal = oauthError === 'invalid_client' || status === 401 || status === 403;
  if (!isRefusal) return oauthError === undefined ? 'identity-answer-unusable' : 'token-request-refused';
  return credential === 'secret' ? 'secret-refused' : 'certificate-refused';
}

const SENTENCES = {
  'credential-unusable': 'The configured credential cannot be used, so that no token was asked for',
  'secret-refused': 'The identity service refuses the client id or the client secret',
  'certificate-refused': 'The identity service refuses the client id or the certificate',
  'scope-refused': 'The identity service refuses the scope',
  'client-not-allowed': 'The identity service does not let this app have a token',
  'token-request-refused': 'The identity service refuses the request for a token',
  'identity-unreachable': 'The identity service could not be reached, or did not answer in time',
  'identity-failing': 'The identity service failed',
  'identity-throttled': 'The identity service asks us to slow down',
  'identity-answer-unusable': 'What answers in place of the identity service gives no token',
} as const satisfies Partial<Record<RemedyCode, string>>;

function detailOf(exchange: Exchange | undefined): string {
  if (exchange?.oauthError !== undefined) return ` (${exchange.oauthError})`;
  return exchange?.status === undefined ? '' : ` (status ${exchange.status})`;
}

import { describe, expect, it } from 'vitest';

import { AppError } from '../../errors/app-error.js';
import { unansweredExchange, type Exchange } from '../exchange.js';
import { judgeToken } from './judge-token.js';

const REFUSED = new AppError('upstream-unauthorized', 'refused');

function exchange(changes: Partial<Exchange>): Exchange {
  return { ...unansweredExchange('identity'), status: 400, ...changes };
}

describe('judgeToken', () => {
  it.each([
    ['the secret', 'secret', exchange({ oauthError: 'invalid_client' }), REFUSED, 'secret-refused'],
    [
      'the certificate',
      'certificate',
      exchange({ oauthError: 'invalid_client' }),
      REFUSED,
      'certificate-refused',
    ],
    ['a secret by 403', 'secret', exchange({ status: 403 }), REFUSED, 'secret-refused'],
    ['the scope', 'secret', exchange({ oauthError: 'invalid_scope' }), REFUSED, 'scope-refused'],
    ['the app', 'secret', exchange({ oauthError: 'unauthorized_client' }), REFUSED, 'client-not-allowed'],
    ['the request', 'secret', exchange({ oauthError: 'invalid_request' }), REFUSED, 'token-request-refused'],
    ['without an answer', 'secret', exchange({ status: undefined }), REFUSED, 'identity-unreachable'],
    ['with 429', 'secret', exchange({ status: 429 }), REFUSED, 'identity-throttled'],
    ['with 502', 'secret', exchange({ status: 502 }), REFUSED, 'identity-failing'],
    ['with a redirect', 'secret', exchange({ status: 302 }), REFUSED, 'identity-answer-unusable'],
    [
      'with a token that is none',
      'secret',
      exchange({ status: 200 }),
      new AppError('upstream-invalid', 'no token'),
      'identity-answer-unusable',
    ],
  ] as const)('names what was refused: %s', (_what, credential, last, failure, code) => {
    const findings = judgeToken({ credential, exchanges: [last], failure });
    expect(findings).toMatchObject([{ step: 'token', state: 'fault', code }]);
  });

  it('blames our own credential when nothing was sent', () => {
    const findings = judgeToken({ credential: 'secret', exchanges: [], failure: REFUSED });
    expect(findings).toMatchObject([{ state: 'fault', code: 'credential-unusable' }]);
  });

  it.each([[undefined], [0], [-1], [86_401], [Number.NaN]])('warns of a life of %s', (expiresIn) => {
    const exchanges = [exchange({ status: 200, expiresIn })];
    const findings = judgeToken({ credential: 'secret', exchanges, failure: undefined });
    expect(findings.map(({ code }) => code)).toEqual(['token-issued', 'token-life-unknown']);
    expect(findings[0]?.message).not.toContain('lives');
  });

  it('tells the life of a token', () => {
    const exchanges = [exchange({ status: 200, expiresIn: 3600 })];
    const [finding, ...rest] = judgeToken({ credential: 'certificate', exchanges, failure: undefined });
    expect(finding?.message).toBe(
      'The identity service takes the certificate and gives a token; it lives 3600 s.',
    );
    expect(rest).toEqual([]);
  });
});

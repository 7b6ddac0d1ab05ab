import { modifyAssertion, PrivateKeyJwt, type ClientAuth } from 'oauth4webapi';

import type { Certificate } from '../config/certificate.js';
import type { Clock } from '../config/clock.js';

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const LIFE_SECONDS = 300;
/** The identity service's clock may be behind ours. */
const SKEW_SECONDS = 60;

/** A signed assertion instead of a secret, made anew for every request. RFC 7523 section 2.2, `x5t` of RFC 7515. */
export function assertionOf(certificate: Certificate, audience: string, clock: Clock): ClientAuth {
  const { privateKey, thumbprintSha1 } = certificate;
  const key = privateKey.toCryptoKey(RS256, false, ['sign']);
  const kid = thumbprintSha1.toString('hex').toUpperCase();
  return PrivateKeyJwt(
    { key, kid },
    {
      [modifyAssertion]: (header, payload) => {
        const nowSeconds = Math.floor(clock.wallMs() / 1000);
        header['x5t'] = thumbprintSha1.toString('base64url');
        payload['aud'] = audience;
        payload['iat'] = nowSeconds;
        payload['nbf'] = nowSeconds - SKEW_SECONDS;
        payload['exp'] = nowSeconds + LIFE_SECONDS;
      },
    },
  );
}

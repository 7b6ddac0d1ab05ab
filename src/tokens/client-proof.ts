import { ClientSecretPost, type ClientAuth } from 'oauth4webapi';

import type { Secret } from '../config/secret.js';

/** One way for a connection to prove who it is, as it stood when it was read. */
export interface ClientProof {
  /** Tells two proofs apart without showing a secret. */
  readonly fingerprint: string;
  readonly authenticate: ClientAuth;
}

/** Client id and secret in the body. RFC 6749 section 2.3.1. */
export function secretProof(secret: Secret): ClientProof {
  return { fingerprint: secret.fingerprint(), authenticate: ClientSecretPost(secret.reveal()) };
}

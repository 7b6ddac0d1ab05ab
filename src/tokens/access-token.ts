import type { Secret } from '../config/secret.js';
import type { TokenLife } from './token-life.js';

/** A bearer token with its life on the monotonic clock. Two are the same token only when they are the same object. */
export interface AccessToken {
  readonly value: Secret;
  readonly life: TokenLife;
}

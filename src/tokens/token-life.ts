/** When a token is to be renewed and from when on it is not sent any more: monotonic milliseconds. */
export interface TokenLife {
  readonly renewAtMs: number;
  readonly unusableAtMs: number;
}

const DEFAULT_SECONDS = 300;
// A token that lives less than a second could not be sent anywhere in its time.
const SHORTEST_SECONDS = 1;
const LONGEST_SECONDS = 86_400;
const SHORT_LIFE_MS = 600_000;
const RENEW_BEFORE_END_MS = 300_000;
const RESERVE_MS = 5_000;

/** The life of a token asked for at `requestedAtMs`; an `expires_in` that makes no sense counts as 300 s. */
export function tokenLife(requestedAtMs: number, expiresIn: unknown): TokenLife {
  const lifeMs = 1000 * (isSensible(expiresIn) ? expiresIn : DEFAULT_SECONDS);
  return {
    renewAtMs: requestedAtMs + renewAfterMs(lifeMs),
    unusableAtMs: requestedAtMs + lifeMs - Math.min(RESERVE_MS, lifeMs / 10),
  };
}

/** Text is not taken for a number: RFC 6749 asks for one, and renewing too often harms nobody. */
function isSensible(expiresIn: unknown): expiresIn is number {
  return typeof expiresIn === 'number' && expiresIn >= SHORTEST_SECONDS && expiresIn <= LONGEST_SECONDS;
}

function renewAfterMs(lifeMs: number): number {
  return lifeMs < SHORT_LIFE_MS ? lifeMs / 2 : Math.min(0.8 * lifeMs, lifeMs - RENEW_BEFORE_END_MS);
}

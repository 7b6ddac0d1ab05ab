const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What Standard Webhooks suggests: a little more than three days in all. */
const DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Spreads what failed together, so that it does not come back together. */
const MOST_JITTER = 0.2;

/** How long to wait after so many attempts; undefined when it was the last. A `Retry-After` only makes it longer. */
export function retryDelayMs(
  attempts: number,
  {
    retryAfterSeconds = 0,
    fraction,
  }: { readonly retryAfterSeconds?: number | undefined; readonly fraction: number },
): number | undefined {
  const delayMs = DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return undefined;
  return Math.round(Math.max(delayMs * (1 + fraction * MOST_JITTER), retryAfterSeconds * SECOND_MS));
}

import autocannon from 'autocannon';

import type { LoadResult, LoadWish } from './load-wish.js';
import { tellParent, wishText } from './parent.js';

/** Longer than any server is busy: a slow machine gives low figures, and no failure. */
const TIMEOUT_SECONDS = 60;

const { url, headers, connections, seconds, amount } = JSON.parse(wishText()) as LoadWish;
const { requests, duration, errors, timeouts, non2xx, latency } = await autocannon({
  url,
  headers,
  connections,
  timeout: TIMEOUT_SECONDS,
  ...(seconds === undefined ? {} : { duration: seconds }),
  ...(amount === undefined ? {} : { amount }),
});
const result: LoadResult = {
  requestsPerSecond: requests.total / duration,
  requests: requests.total,
  failures: errors + timeouts + non2xx,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
};
tellParent(result);

import autocannon from 'autocannon';

import type { LoadResult, LoadWish } from './load-wish.js';
import { tellParent, wishText } from './parent.js';

const { url, headers, connections, seconds, amount } = JSON.parse(wishText()) as LoadWish;
const { requests, duration, errors, timeouts, non2xx, latency } = await autocannon({
  url,
  headers,
  connections,
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

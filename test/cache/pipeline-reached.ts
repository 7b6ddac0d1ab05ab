import { vi } from 'vitest';

import { ResponseCacheInterceptor } from '../../src/cache/response-cache.interceptor.js';

/** How often the pipeline's interceptor was reached while something was asked. */
export async function pipelineReached(ask: () => Promise<unknown>): Promise<number> {
  const intercept = vi.spyOn(ResponseCacheInterceptor.prototype, 'intercept');
  await ask();
  const { length } = intercept.mock.calls;
  intercept.mockRestore();
  return length;
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cacheSetup } from '../../test/cache/cache-setup.js';
import { ReadContexts, readContextOf } from './read-context.js';

type Setup = Awaited<ReturnType<typeof cacheSetup>>;
let setup: Setup;

beforeAll(async () => {
  setup = await cacheSetup({ REQUEST_DEADLINE_SECONDS: '25' });
});
afterAll(() => setup.application.close());

function open(headers: Record<string, string> = {}) {
  const caller = new AbortController();
  const request = { headers, signal: caller.signal };
  const close = setup.application.get(ReadContexts).open(request);
  return { caller, close, context: readContextOf(request) };
}

const GOOD = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the context of a request', () => {
  it('ends at the deadline of the request', () => {
    const { context } = open();
    setup.clock.advance(24_999);
    expect(context.signal.aborted).toBe(false);
    setup.clock.advance(1);
    expect(context.signal.reason).toMatchObject({ code: 'upstream-timeout' });
  });

  it('ends when the caller leaves', () => {
    const { context, caller } = open();
    caller.abort();
    expect(context.signal.aborted).toBe(true);
  });

  it('leaves nothing behind once the request is answered', () => {
    const before = setup.clock.pendingTimers;
    const { context, caller, close } = open();
    close();
    expect(setup.clock.pendingTimers).toBe(before);
    caller.abort();
    setup.clock.advance(60_000);
    expect(context.signal.aborted).toBe(false);
  });

  it.each([GOOD, `01-${GOOD.slice(3)}`])('passes on the traceparent %s', (traceparent) => {
    expect(open({ traceparent }).context.traceparent).toBe(traceparent);
  });

  it('passes on nothing that a caller writes behind it', () => {
    const traceparent = `01-${GOOD.slice(3)}`;
    expect(open({ traceparent: `${traceparent}-${'x'.repeat(14_000)}` }).context.traceparent).toBe(
      traceparent,
    );
    expect(open({ traceparent: `${GOOD}-more` }).context.traceparent).toBeUndefined();
  });

  it.each([
    `ff-${GOOD.slice(3)}`,
    GOOD.toUpperCase(),
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
    `${GOOD}\r\nx: y`,
    'rubbish',
    '',
  ])('passes on no traceparent that is none: %j', (traceparent) => {
    expect(open({ traceparent }).context.traceparent).toBeUndefined();
  });

  it('is not there for a request that nobody opened', () => {
    expect(() => readContextOf({})).toThrow('ResponseCacheInterceptor');
  });
});

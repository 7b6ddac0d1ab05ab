import { describe, expect, it } from 'vitest';

import { exchangeOf } from './exchange.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const TIMES = { sentMs: NOW_MS, receivedMs: NOW_MS + 1000 };

function answerOf(body: string, headers: Record<string, string> = {}) {
  return { status: 200, headers, body: Buffer.from(body) };
}

describe('exchangeOf', () => {
  it('takes the middle of a call for the moment at which the server told its time', () => {
    const answer = answerOf('', { date: 'Fri, 20 Nov 2026 12:00:00 GMT' });
    expect(exchangeOf('upstream', answer, TIMES)).toMatchObject({ status: 200, clockAheadMs: 0 });
  });

  it.each([[undefined], [''], ['yesterday']])('knows nothing of a clock from the date %j', (date) => {
    const headers = date === undefined ? {} : { date };
    expect(exchangeOf('upstream', answerOf('', headers), TIMES).clockAheadMs).toBeUndefined();
  });

  it('keeps the codes of RFC 6749 and the life of a token, and nothing else of a body', () => {
    const body =
      '{"error":"invalid_client","error_description":"canary","expires_in":60,"access_token":"canary"}';
    const exchange = exchangeOf('identity', answerOf(body), TIMES);
    expect(exchange).toMatchObject({ oauthError: 'invalid_client', expiresIn: 60 });
    expect(JSON.stringify(exchange)).not.toContain('canary');
    const odd = exchangeOf('identity', answerOf('{"error":"canary","expires_in":"canary"}'), TIMES);
    expect([odd.oauthError, odd.expiresIn]).toEqual([undefined, undefined]);
  });

  it.each([['<html>'], ['null'], ['[]'], ['"text"'], ['']])('takes a body of %s for silence', (body) => {
    const exchange = exchangeOf('identity', answerOf(body), TIMES);
    expect(exchange).toMatchObject({ server: 'identity', status: 200 });
    expect([exchange.oauthError, exchange.expiresIn]).toEqual([undefined, undefined]);
  });

  it('does not look into an answer of the upstream', () => {
    const exchange = exchangeOf('upstream', answerOf('{"error":"invalid_client"}'), TIMES);
    expect(exchange.oauthError).toBeUndefined();
  });
});

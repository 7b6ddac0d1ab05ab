import { describe, expect, it } from 'vitest';

import { refusalOf } from './request-refusal.js';

const HTTP_1_1 = { httpVersion: '1.1', rawHeaders: ['Host', 'x'] };

describe('refusalOf', () => {
  it.each([
    { method: 'GET', url: '/', headers: {} },
    { method: 'GET', url: '/', headers: { 'content-length': '0' } },
    { method: 'GET', url: 'x'.repeat(8000), headers: {} },
    { method: 'POST', url: '/', headers: { 'content-length': '10' } },
    { method: 'POST', url: '/', headers: { 'transfer-encoding': 'chunked' } },
  ])('lets $method with $headers through', (request) => {
    expect(
      refusalOf({ ...HTTP_1_1, ...request, headers: { host: 'x', ...request.headers } }),
    ).toBeUndefined();
  });

  it('refuses an address longer than is read', () => {
    expect(
      refusalOf({ ...HTTP_1_1, method: 'GET', url: 'x'.repeat(8001), headers: { host: 'x' } }),
    ).toMatchObject({ code: 'uri-too-long' });
  });

  it('refuses HTTP/1.1 without a host, as the RFC wants, and not HTTP/1.0', () => {
    const request = { method: 'GET', url: '/', headers: {}, rawHeaders: [] as string[] };
    expect(refusalOf({ ...request, httpVersion: '1.1' })).toMatchObject({
      code: 'validation-failed',
      faults: [{ parameter: 'Host' }],
    });
    expect(refusalOf({ ...request, httpVersion: '1.0' })).toBeUndefined();
  });

  it('refuses a host named twice', () => {
    const rawHeaders = ['Host', 'x', 'host', 'y'];
    expect(
      refusalOf({ ...HTTP_1_1, method: 'GET', url: '/', headers: { host: 'x' }, rawHeaders }),
    ).toMatchObject({ faults: [{ parameter: 'Host' }] });
  });

  it.each([
    { method: 'GET', headers: { 'content-length': '1' } },
    { method: 'HEAD', headers: { 'transfer-encoding': 'chunked' } },
    { method: 'DELETE', headers: { 'content-length': '2' } },
  ])('refuses a body on $method, and names it', ({ method, headers }) => {
    const refusal = refusalOf({ ...HTTP_1_1, method, url: '/', headers: { host: 'x', ...headers } });
    expect(refusal).toMatchObject({ code: 'validation-failed', faults: [{ parameter: 'body' }] });
  });
});

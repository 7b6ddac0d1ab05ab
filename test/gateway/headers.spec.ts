import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isNginxMissing, Nginx } from './nginx.js';
import { type Recorder, startRecorder } from './recorder.js';
import { through } from './through.js';

let nginx: Nginx;
let recorder: Recorder;

describe.skipIf(isNginxMissing)('what a replica receives', () => {
  beforeAll(async () => {
    recorder = await startRecorder();
    nginx = await Nginx.start({ ports: [recorder.port, recorder.port] });
  });
  afterAll(async () => {
    await nginx.close();
    recorder.close();
  });

  it('has the credentials and conditions of the caller as they were sent', async () => {
    const headers = {
      'x-api-key': 'key',
      authorization: 'Bearer token',
      'if-none-match': 'W/"tag"',
      'cache-control': 'no-cache',
      'last-event-id': '7',
      accept: 'text/csv',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    await through(nginx, '/v1/jobs/a%2Fb?from=2026-11-20T12:00:00%2B01:00&type=backup&type=restore', {
      headers,
    });
    for (const [name, value] of Object.entries(headers)) expect(recorder.latest(name), name).toEqual([value]);
    const path = '/v1/jobs/a%2Fb?from=2026-11-20T12:00:00%2B01:00&type=backup&type=restore';
    expect(recorder.recorded.at(-1)?.path).toBe(path);
  });

  it('says where the caller is by the gateway’s word alone', async () => {
    const headers = {
      host: 'jobs.example',
      'x-forwarded-for': ['10.9.8.7', '10.6.5.4'],
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-port': '1',
      'x-real-ip': '10.9.8.7',
      forwarded: 'for=10.9.8.7',
    };
    await through(nginx, '/v1/jobs', { headers, from: '127.0.0.5' });
    const received = Object.keys(headers).map((name) => [name, recorder.latest(name)]);
    expect(Object.fromEntries(received)).toEqual({
      host: ['jobs.example'],
      'x-forwarded-for': ['127.0.0.5'],
      'x-forwarded-proto': ['https'],
      'x-forwarded-host': ['jobs.example'],
      'x-forwarded-port': [String(nginx.port)],
      'x-real-ip': [],
      forwarded: [],
    });
  });

  it('has none of the gateway’s headers when the caller has no certificate', async () => {
    await through(nginx, '/', { headers: { 'x-client-id': 'all', 'x-gateway-secret': 'guessed' } });
    expect(recorder.latest('x-client-id')).toEqual([]);
    expect(recorder.latest('x-gateway-secret')).toEqual([]);
  });

  it.each(['a', 'A-z.0_9', 'x'.repeat(128)])('has the caller’s request id: %s', async (id) => {
    await through(nginx, '/', { headers: { 'x-request-id': id } });
    expect(recorder.latest('x-request-id')).toEqual([id]);
    await expect.poll(() => nginx.logged).toContain(`"requestId":"${id}"`);
  });

  it.each([[undefined], [''], ['a b'], ['a"}'], ['x'.repeat(129)]])(
    'has a new request id in place of %j',
    async (id) => {
      await through(nginx, '/', { headers: id === undefined ? {} : { 'x-request-id': id } });
      const [made, ...further] = recorder.latest('x-request-id');
      expect(further).toEqual([]);
      expect(made).toMatch(/^[0-9a-f]{32}$/);
      await expect.poll(() => nginx.logged).toContain(`"requestId":"${made}"`);
    },
  );

  it('comes over a connection that is kept', async () => {
    await through(nginx, '/', { headers: { connection: 'close' } });
    expect(recorder.latest('connection')).toEqual([]);
  });

  it('leaves a line of JSON in the gateway’s log, without credentials and query', async () => {
    const headers = { 'x-api-key': 'canary-key', authorization: 'Bearer canary-token' };
    await through(nginx, '/v1/jobs?organizationId=canary-organization', { headers });
    const lineOf = (): Record<string, unknown> =>
      JSON.parse(nginx.logged.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    await expect.poll(lineOf).toMatchObject({ method: 'GET', path: '/v1/jobs', status: 200 });
    expect(nginx.logged).not.toContain('canary');
  });
});

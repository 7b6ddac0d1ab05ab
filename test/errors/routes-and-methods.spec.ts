import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { problemIn } from './problem-document.js';

const PATH = `/v1/jobs?${DAY}`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const send = (method: 'post' | 'put' | 'delete' | 'patch' | 'options' | 'head' | 'get', path: string) =>
  request(world.service.url)[method](path).set('x-api-key', KEY);

describe('an unknown address', () => {
  it.each([
    '/v1',
    '/v1/jobs/',
    '/v1/jobs/a/b',
    '/V1/JOBS',
    '/v2/jobs',
    '/v1/organizations/sales',
    '/.env',
    '/v1/jobs%2Fx',
    '//v1/jobs',
  ])('%s is a 404', async (path) => {
    const answer = await send('get', path);
    expect(problemIn(answer)).toBe('404 not-found');
    expect(answer.body.instance).toBe(path);
  });

  it('is a 404 for every method, and without a credential', async () => {
    expect(problemIn(await request(world.service.url).post('/nowhere').send({ a: 1 }))).toBe('404 not-found');
    expect(problemIn(await send('delete', '/v2'))).toBe('404 not-found');
  });
});

describe('another method', () => {
  it.each([
    ['post', '/v1/jobs'],
    ['put', '/v1/jobs/abc'],
    ['patch', '/v1/organizations'],
    ['delete', '/v1/organizations/sales/jobs'],
    ['options', '/v1/jobs'],
    ['post', '/health/live'],
  ] as const)('%s %s is a 405 that says which are taken', async (method, path) => {
    const answer = await send(method, `${path}?a=b`);
    expect(problemIn(answer)).toBe('405 method-not-allowed');
    expect(answer.headers['allow']).toBe('GET, HEAD');
  });

  it('is refused before its body is read', async () => {
    const answer = await send('post', '/v1/jobs').set('content-type', 'application/json').send('{"broken');
    expect(problemIn(answer)).toBe('405 method-not-allowed');
  });
});

describe('HEAD', () => {
  it('has the header of GET and no body', async () => {
    await send('get', PATH);
    const [head, get] = [await send('head', PATH), await send('get', PATH)];
    expect(head.status).toBe(200);
    expect(head.text ?? '').toBe('');
    expect(head.headers['etag']).toBe(get.headers['etag']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('Accept', () => {
  it.each(['text/html', 'application/xml, text/*;q=0.5', 'application/json;q=0'])(
    '%s is a 406, and upstream is not asked',
    async (accept) => {
      const before = world.upstream.received.length;
      expect(problemIn(await send('get', '/v1/jobs').set('accept', accept))).toBe('406 not-acceptable');
      expect(world.upstream.received).toHaveLength(before);
    },
  );

  it.each([
    '*/*',
    'application/*',
    'application/json',
    'text/html, application/json;q=0.1',
    'text/html,*/*;q=0.8',
    '',
  ])('%j is answered in JSON', async (accept) => {
    const answer = await send('get', PATH).set('accept', accept);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });
});

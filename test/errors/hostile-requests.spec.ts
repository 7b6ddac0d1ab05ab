import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY, startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { problemIn } from './problem-document.js';
import { sendRaw } from './raw-http.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const FIELDS = `Host: x\r\nX-Api-Key: ${KEY}\r\nConnection: close\r\n`;

/** A request line and fields of its own, with a good host and key. */
const raw = (requestLine: string, fields = '', body = '') =>
  sendRaw(world.service.url, `${requestLine}\r\n${FIELDS}${fields}\r\n${body}`);

describe('an address', () => {
  it.each([
    ['with a bad escape', '/v1/jobs/%zz', 400, 'validation-failed'],
    ['with half an escape', '/v1/organizations/%e/jobs', 400, 'validation-failed'],
    ['with an escape that is no UTF-8', '/v1/jobs/%ff%fe', 400, 'validation-failed'],
    ['with an overlong segment', `/v1/jobs/${'x'.repeat(300)}`, 414, 'uri-too-long'],
    ['of nine thousand characters', `/v1/jobs?status=${'x'.repeat(9000)}`, 414, 'uri-too-long'],
    ['longer than any header', `/v1/jobs?status=${'x'.repeat(20_000)}`, 431, 'header-too-large'],
    ['with a zero byte in a segment', '/v1/organizations/%00/jobs', 404, 'organization-not-found'],
    ['with a zero byte in a value', '/v1/jobs?organizationId=%00', 400, 'validation-failed'],
    ['with a zero byte in a name', '/v1/jobs?a%00=b', 400, 'validation-failed'],
    ['in absolute form', 'http://evil.example/v1/nowhere', 404, 'not-found'],
    ['without a slash', 'v1/jobs', 400, 'validation-failed'],
    ['with a space', '/v1/jobs ?x', 400, 'validation-failed'],
    ['with a raw zero byte', '/v1/jobs?\u0000', 400, 'validation-failed'],
  ])('%s is refused with a problem document', async (_what, target, status, code) => {
    expect(problemIn(await raw(`GET ${target} HTTP/1.1`))).toBe(`${status} ${code}`);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__[a]',
    'type[]',
    'type.a',
    '',
    '%ED%A0%80',
    '\u00e4',
  ])('with the parameter %j is a 400 that names it', async (name) => {
    const answer = await raw(`GET /v1/jobs?${encodeURI(name).replaceAll('%25', '%')}=x HTTP/1.1`);
    expect(problemIn(answer)).toBe('400 validation-failed');
    expect((JSON.parse(answer!.text) as { errors: unknown[] }).errors).toHaveLength(1);
  });

  it('with a thousand parameters is a 400', async () => {
    const query = Array.from({ length: 1000 }, (_, index) => `a${index}=`).join('&');
    expect(problemIn(await raw(`GET /v1/jobs?${query} HTTP/1.1`))).toBe('400 validation-failed');
  });

  it.each(['sort', 'page', 'pageSize', 'from', 'to', 'cursor', 'allowPartial'])(
    'with %s twice is a 400 that names it',
    async (name) => {
      const answer = await raw(`GET /v1/jobs?${name}=1&${name}=1 HTTP/1.1`);
      expect(problemIn(answer)).toBe('400 validation-failed');
      expect(JSON.parse(answer!.text)).toMatchObject({
        errors: [{ parameter: name, message: 'must be given once' }],
      });
    },
  );
});

describe('the files of the documentation', () => {
  it.each([
    ['/docs//v1', '', 404, 'not-found'],
    ['/docs/%2e%2e/package.json', '', 404, 'not-found'],
    ['/docs/..%2f..%2fpackage.json', '', 404, 'not-found'],
  ])('refuse %s with %j, as a problem document', async (target, fields, status, code) => {
    expect(problemIn(await raw(`GET ${target} HTTP/1.1`, fields))).toBe(`${status} ${code}`);
  });
});

describe('a request', () => {
  it.each([
    [
      'with 17 KB of headers',
      'GET /v1/jobs HTTP/1.1',
      `X-A: ${'a'.repeat(17_000)}\r\n`,
      431,
      'header-too-large',
    ],
    ['with a body on GET', 'GET /v1/jobs HTTP/1.1', 'Content-Length: 2\r\n', 400, 'validation-failed'],
    [
      'with a chunked body on GET',
      'GET /v1/jobs HTTP/1.1',
      'Transfer-Encoding: chunked\r\n',
      400,
      'validation-failed',
    ],
    [
      'with two lengths',
      'GET /v1/jobs HTTP/1.1',
      'Content-Length: 2\r\nContent-Length: 3\r\n',
      400,
      'validation-failed',
    ],
    [
      'with a length and chunks',
      'GET /v1/jobs HTTP/1.1',
      'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n',
      400,
      'validation-failed',
    ],
    ['with a method of its own', 'BREW /v1/jobs HTTP/1.1', '', 400, 'validation-failed'],
    ['with a method in small letters', 'get /v1/jobs HTTP/1.1', '', 400, 'validation-failed'],
    ['with a method that nobody serves', 'PROPFIND /v1/jobs HTTP/1.1', '', 405, 'method-not-allowed'],
    ['in a version to come', 'GET /v1/jobs HTTP/3.7', '', 400, 'validation-failed'],
    ['with a field without a name', 'GET /v1/jobs HTTP/1.1', ': x\r\n', 400, 'validation-failed'],
    [
      'with a folded field',
      'GET /v1/jobs HTTP/1.1',
      'X-A: b\r\n c\r\n\u0000: d\r\n',
      400,
      'validation-failed',
    ],
    ['with an expectation of its own', 'GET /v1/nowhere HTTP/1.1', 'Expect: tea\r\n', 404, 'not-found'],
    ['to everything', 'OPTIONS * HTTP/1.1', '', 404, 'not-found'],
  ])('%s is refused with a problem document', async (_what, requestLine, fields, status, code) => {
    expect(problemIn(await raw(requestLine, fields, fields.includes('Content-Length') ? 'ab' : ''))).toBe(
      `${status} ${code}`,
    );
  });

  it('without a host is refused with a problem document, in HTTP/1.1', async () => {
    const answer = await sendRaw(world.service.url, `GET /v1/jobs HTTP/1.1\r\nConnection: close\r\n\r\n`);
    expect(problemIn(answer)).toBe('400 validation-failed');
  });

  it('of bytes that are no HTTP is refused with a problem document', async () => {
    expect(
      problemIn(await sendRaw(world.service.url, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]))),
    ).toBe('400 validation-failed');
  });

  it('in HTTP/1.0, without a host, is answered', async () => {
    const answer = await sendRaw(
      world.service.url,
      `GET /v1/jobs?${DAY} HTTP/1.0\r\nX-Api-Key: ${KEY}\r\n\r\n`,
    );
    expect(answer?.status).toBe(200);
    expect(JSON.parse(answer!.text)).toMatchObject({ partial: false });
  });

  it('in absolute form is answered by its path, whatever its host', async () => {
    expect((await raw(`GET http://evil.example/v1/jobs?${DAY} HTTP/1.1`))?.status).toBe(200);
  });

  it('with 15 KB of headers is answered', async () => {
    expect((await raw(`GET /v1/jobs?${DAY} HTTP/1.1`, `X-A: ${'a'.repeat(15_000)}\r\n`))?.status).toBe(200);
  });

  it('that was refused was not sent on', () => {
    expect(world.upstream.received.filter(({ route }) => route === 'other')).toEqual([]);
  });
});

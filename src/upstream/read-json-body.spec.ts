import { describe, expect, it } from 'vitest';

import { AppError } from '../errors/app-error.js';
import { readJsonBody } from './read-json-body.js';

function failureOf(contentType: string | undefined, body: Buffer | string): AppError {
  try {
    readJsonBody(contentType, Buffer.from(body));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the body was read');
}

describe('readJsonBody', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'text/json',
    'application/problem+json',
    'application/vnd.a.b-c+json ; x=y',
  ])('reads %s', (contentType) => {
    expect(readJsonBody(contentType, Buffer.from('{"jobs":[]}'))).toEqual({ jobs: [] });
  });

  it.each([
    ['objects', `[${'{},'.repeat(150_000)}0]`],
    ['lists in lists', '['.repeat(260_000) + ']'.repeat(260_000)],
    ['numbers', `[${'1,'.repeat(260_000)}1]`],
  ])('reads no %s without end, which cost far more than their bytes', (_, body) => {
    expect(failureOf('application/json', body)).toMatchObject({
      code: 'upstream-invalid',
      message: 'The answer of the upstream has more parts than are read here.',
    });
  });

  it('reads a page of five thousand jobs', () => {
    const job = { jobId: 'x', type: 1, status: 3, members: Array.from({ length: 20 }, (_, index) => index) };
    const body = JSON.stringify({ jobs: Array.from({ length: 5_000 }, () => job) });
    expect(readJsonBody('application/json', Buffer.from(body))).toMatchObject({ jobs: { length: 5_000 } });
  });

  it('reads what stands behind a byte order mark', () => {
    expect(readJsonBody('application/json', Buffer.from('\u{FEFF}[1]'))).toEqual([1]);
  });

  it.each([
    undefined,
    '',
    'text/html',
    'application/jsonp',
    'application/xml',
    'image/svg+json',
    'text/html; x=application/json',
  ])('takes nothing that calls itself %s, whatever is in it', (contentType) => {
    expect(failureOf(contentType, '{"jobs":[]}').code).toBe('upstream-invalid');
  });

  it.each([
    ['an empty body', ''],
    ['a body cut short', '{"jobs":[{"id":"canary"'],
    ['a page', '<html>canary</html>'],
    ['two values', '{} {}'],
    ['NaN', '{"total":NaN}'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['UTF-16', Buffer.from('{"jobs":[]}', 'utf16le')],
  ])('refuses %s, and quotes none of it', (_what, body) => {
    const error = failureOf('application/json', body);
    expect(error.code).toBe('upstream-invalid');
    expect(JSON.stringify([error.message, error.cause, error.stack])).not.toContain('canary');
  });

  it('reads very deep JSON without running out of stack', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(readJsonBody('application/json', Buffer.from(deep))).toHaveLength(1);
  });
});

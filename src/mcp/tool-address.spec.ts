import { describe, expect, it } from 'vitest';

import { toolAddress, type ToolArguments } from './tool-address.js';

const LIST = { path: '/v1/jobs', pathParameters: [] };
const FIND = { path: '/v1/jobs/{jobId}', pathParameters: ['jobId'] };
const PATHS = new Set(['/v1/jobs', '/v1/jobs/{jobId}', '/v1/jobs/events', '/v1/jobs/summary']);

const addressOf = (given: ToolArguments): string | undefined => toolAddress(LIST, given, PATHS);
const pathFor = (jobId: unknown): string | undefined => toolAddress(FIND, { jobId }, PATHS);

describe('the address that a tool asks', () => {
  it.each<[ToolArguments, string]>([
    [{}, '/v1/jobs'],
    [
      { page: 2, allowPartial: false, sort: '-startTime' },
      '/v1/jobs?page=2&allowPartial=false&sort=-startTime',
    ],
    [{ type: ['backup', 'restore'] }, '/v1/jobs?type=backup&type=restore'],
    [{ from: '2026-11-20T00:00:00+01:00' }, '/v1/jobs?from=2026-11-20T00%3A00%3A00%2B01%3A00'],
    [{ sort: 'a&page=2#' }, '/v1/jobs?sort=a%26page%3D2%23'],
  ])('says %j as %s', (given, address) => {
    expect(addressOf(given)).toBe(address);
  });

  it.each([null, {}, { a: 1 }, [[1]], [null]])('says %j as what no parameter can read', (value) => {
    expect(addressOf({ page: value })).toBe('/v1/jobs?page=%7B%7D');
  });

  it('is built of values that are nested as deep as a message can be', () => {
    const deep: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
    expect(addressOf({ page: { deep } })).toBe('/v1/jobs?page=%7B%7D');
  });

  it.each([
    ['DC 1', '/v1/jobs/DC%201'],
    ['../organizations', '/v1/jobs/..%2Forganizations'],
    ['a?page=1#b', '/v1/jobs/a%3Fpage%3D1%23b'],
    ['%2e%2e', '/v1/jobs/%252e%252e'],
    ['\ud800', '/v1/jobs/%EF%BF%BD'],
  ])('keeps the id %j in its own segment', (jobId, path) => {
    expect(pathFor(jobId)).toBe(path);
  });

  it.each([undefined, null, '', {}, ['a', 'b']])('has an id that cannot be read for %j', (jobId) => {
    expect(pathFor(jobId)).toBe('/v1/jobs/%20');
  });

  it.each(['events', 'summary', '.', '..'])(
    'is none where the id %j makes it the address of something else',
    (jobId) => {
      expect(pathFor(jobId)).toBeUndefined();
    },
  );
});

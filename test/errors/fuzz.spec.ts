import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';
import { KEY } from '../support/service.js';
import { sendRaw, type RawAnswer } from './raw-http.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const NAMES = [
  'organizationId',
  'type',
  'status',
  'from',
  'to',
  'sort',
  'page',
  'pageSize',
  'cursor',
  'allowPartial',
  '__proto__',
  'a',
];
const VALUES = [
  '',
  '0',
  '-1',
  '1e3',
  '99999999999',
  'null',
  'true',
  'backup',
  'failed,',
  'sales',
  '2026-11-20',
  '2026-02-30',
  '-startTime',
  '%00',
  '%ff',
  '%zz',
  '%ED%A0%80',
  '+',
  "'",
  '"',
  '{}',
  '[]',
  '..',
  'x'.repeat(300),
];
const SEGMENTS = [
  'v1',
  'jobs',
  'organizations',
  'health',
  'docs',
  'sales',
  '..',
  '.',
  '',
  '%2e%2e',
  '%2F',
  '%',
  '%c0%af',
  '*',
  ':jobId',
  '__proto__',
  'DCIB2026112011000000000000',
  'DCIB99999999999999999',
];

/** Any bytes that can stand in a request line. */
const anything = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => encodeURIComponent(text.toWellFormed()));
const visible = fc
  .string({ unit: 'grapheme-ascii', maxLength: 12 })
  .map((text) => text.replaceAll(/[ #]/g, ''));
const value = fc.oneof(fc.constantFrom(...VALUES), anything, visible);
const parameter = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, anything, visible), value)
  .map((pair) => pair.join('='));
const query = fc.array(parameter, { maxLength: 6 }).map((parameters) => parameters.join('&'));
const strangePath = fc
  .array(fc.oneof(fc.constantFrom(...SEGMENTS), anything, visible), { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);
const path = fc.oneof(
  fc.constantFrom(
    '/v1/jobs',
    '/v1/organizations',
    '/v1/organizations/sales/jobs',
    '/v1/jobs/DCIB2026112011000000000000',
  ),
  strangePath,
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  fc.constantFrom('HEAD', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'PURGE', 'GE T'),
);

/** What is wrong with an answer; undefined when it is a success, or a refusal as it should be. */
function faultOf(answer: RawAnswer | undefined, sentMethod: string): string | undefined {
  if (answer === undefined) return 'no answer';
  if (answer.status >= 500) return `status ${answer.status}`;
  if (answer.status < 400 || sentMethod === 'HEAD') return undefined;
  if (!answer.headers['content-type']?.startsWith('application/problem+json'))
    return `${answer.status} is no problem document`;
  const { status, requestId } = JSON.parse(answer.text) as { status?: unknown; requestId?: unknown };
  if (status !== answer.status || requestId !== answer.headers['x-request-id'])
    return 'the document is not of this answer';
  return /\bat .*\.(js|ts):/.test(answer.text) ? 'a stack' : undefined;
}

describe('generated requests', () => {
  it('are never answered 5xx, and refused with problem documents only', async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(method, path, query, async (sentMethod, sentPath, sentQuery) => {
        const head = `Host: x\r\nX-Api-Key: ${KEY}\r\nConnection: close\r\n\r\n`;
        const answer = await sendRaw(
          world.service.url,
          `${sentMethod} ${sentPath}?${sentQuery} HTTP/1.1\r\n${head}`,
        );
        statuses.add(answer?.status ?? 0);
        expect(faultOf(answer, sentMethod)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
    // The generator is worth something only while it meets all of these.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 405]));
    expect(world.service.logged.filter(({ code }) => code === 'internal_error')).toEqual([]);
  });
});

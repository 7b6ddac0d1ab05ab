import { describe, expect, it } from 'vitest';

import { isJsonMediaType, parsePostQuestion } from './post-contract.js';
import { fillTenant, type StandInTenant } from './tenants.js';

const RANGE = { startTime: '2026-11-13T12:00:00Z', endTime: '2026-11-20T12:00:00Z' };
const FROM_MS = Date.parse(RANGE.startTime);
const TO_MS = Date.parse(RANGE.endTime);

function parse(body: unknown, choices: Partial<StandInTenant> = {}) {
  return parsePostQuestion(
    body,
    fillTenant({ name: 'fabrikam', clients: [], organizations: [], ...choices }),
  );
}

function faultyFields(body: unknown, choices: Partial<StandInTenant> = {}): readonly string[] {
  const parsed = parse(body, choices);
  return 'pageIndex' in parsed ? [] : parsed.map((fault) => fault.field);
}

describe('parsePostQuestion', () => {
  it('reads every documented member', () => {
    const organizationId = '0c5e9b37-a8d1-4f26-8e4b-5a7c9d1f3e60';
    const page = { pageInfo: { currentPage: 2, pageSize: 100 }, type: 16, status: 3, objectType: 0 };
    expect(parse({ ...page, ...RANGE, organizationId })).toEqual({
      pageIndex: 2,
      pageSize: 100,
      type: 'auditBackup',
      status: 'finished',
      fromMs: FROM_MS,
      toMs: TO_MS,
      organizationId,
    });
  });

  it('takes page 1 of 10 and everything else where only the range is given', () => {
    const everything = { type: undefined, status: undefined, organizationId: undefined };
    const question = { pageIndex: 1, pageSize: 10, ...everything, fromMs: FROM_MS, toMs: TO_MS };
    expect(parse(RANGE)).toEqual(question);
    expect(parse({ ...RANGE, type: 0, status: null, organizationId: null })).toEqual(question);
  });

  it.each([
    [undefined, ['$']],
    ['{"broken"', ['$']],
    [[RANGE], ['$']],
    [{}, ['startTime', 'endTime']],
    [{ ...RANGE, type: 32 }, ['type']],
    [{ ...RANGE, type: '1' }, ['type']],
    [{ ...RANGE, type: [1, 2] }, ['type']],
    [{ ...RANGE, status: 5 }, ['status']],
    [
      { ...RANGE, pageInfo: { currentPage: 0, pageSize: '10' } },
      ['pageInfo.currentPage', 'pageInfo.pageSize'],
    ],
    [{ ...RANGE, pageInfo: 1 }, ['pageInfo.currentPage', 'pageInfo.pageSize']],
    [{ ...RANGE, organizationId: 7 }, ['organizationId']],
    [{ startTime: RANGE.endTime, endTime: RANGE.startTime }, ['endTime']],
    [{ startTime: RANGE.startTime, finishTime: RANGE.endTime }, ['endTime']],
  ])('refuses %j and names %j', (body, fields) => {
    expect(faultyFields(body)).toEqual(fields);
  });

  it('takes an epoch as a number or as text where the tenant does', () => {
    const epoch = { startTime: FROM_MS, endTime: String(TO_MS) };
    expect(parse(epoch, { timeFormat: 'epochMilliseconds' })).toMatchObject({ fromMs: FROM_MS, toMs: TO_MS });
    expect(faultyFields(epoch, { timeFormat: 'iso8601' })).toEqual(['startTime', 'endTime']);
  });

  it('wants the end of the range under the name of the tenant', () => {
    const body = { startTime: RANGE.startTime, finishTime: RANGE.endTime };
    expect(parse(body, { rangeEndName: 'finishTime' })).toMatchObject({ toMs: TO_MS });
  });
});

describe('isJsonMediaType', () => {
  it.each(['application/json', 'Application/JSON; charset=utf-8', 'text/json', 'application/vnd.job+json'])(
    'takes %s',
    (mediaType) => expect(isJsonMediaType(mediaType)).toBe(true),
  );

  it.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'does not take %s',
    (mediaType) => expect(isJsonMediaType(mediaType)).toBe(false),
  );
});

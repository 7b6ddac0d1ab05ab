import { afterEach, describe, expect, it, vi } from 'vitest';

import { parseGetQuestion } from './get-contract.js';
import { fillTenant, type StandInTenant } from './tenants.js';

const RANGE = 'startTime=2026-11-13T12:00:00Z&finishTime=2026-11-20T12:00:00Z';
const FROM_MS = Date.parse('2026-11-13T12:00:00Z');
const TO_MS = Date.parse('2026-11-20T12:00:00Z');

function parse(query: string, choices: Partial<StandInTenant> = {}) {
  const tenant = fillTenant({ name: 'contoso', clients: [], organizations: [], ...choices });
  return parseGetQuestion(new URLSearchParams(query), tenant);
}

function faultyFields(query: string, choices: Partial<StandInTenant> = {}): readonly string[] {
  const parsed = parse(query, choices);
  return 'pageIndex' in parsed ? [] : parsed.map((fault) => fault.field);
}

afterEach(() => vi.unstubAllEnvs());

describe('parseGetQuestion', () => {
  it('reads every documented parameter', () => {
    const id = '69CB1ECC-F8E8-439B-8077-A4B7FD45E87F';
    expect(parse(`pageIndex=3&pageSize=50&type=32&status=7&organizationId=${id}&${RANGE}`)).toEqual({
      pageIndex: 3,
      pageSize: 50,
      type: 'export',
      status: 'finishedWithException',
      fromMs: FROM_MS,
      toMs: TO_MS,
      organizationId: id.toLowerCase(),
    });
  });

  it('takes page 1 of 10 jobs of all types, statuses and organizations where nothing else is said', () => {
    expect(parse(`type=0&${RANGE}`)).toEqual({
      pageIndex: 1,
      pageSize: 10,
      type: undefined,
      status: undefined,
      fromMs: FROM_MS,
      toMs: TO_MS,
      organizationId: undefined,
    });
  });

  it.each([
    ['', ['type', 'startTime', 'finishTime']],
    [RANGE, ['type']],
    [`type=3&${RANGE}`, ['type']],
    [`type=backup&${RANGE}`, ['type']],
    [`type=1,2&${RANGE}`, ['type']],
    [`type=1&type=2&${RANGE}`, ['type']],
    [`type=0&status=0&${RANGE}`, ['status']],
    [`type=0&status=2&status=3&${RANGE}`, ['status']],
    [`type=0&pageIndex=0&pageSize=-5&${RANGE}`, ['pageIndex', 'pageSize']],
    [`type=0&pageIndex=1.5&pageSize=4294967296&${RANGE}`, ['pageIndex', 'pageSize']],
    [`type=0&organizationId=contoso&${RANGE}`, ['organizationId']],
    ['type=0&startTime=yesterday&finishTime=2026-13-20T12:00:00Z', ['startTime', 'finishTime']],
    ['type=0&startTime=2026-11-20T12:00:01Z&finishTime=2026-11-20T12:00:00Z', ['finishTime']],
    ['type=0&startTime=2026-11-13T12:00:00Z&endTime=2026-11-20T12:00:00Z', ['finishTime']],
  ])('refuses %j and names %j', (query, fields) => {
    expect(faultyFields(query)).toEqual(fields);
  });

  it('takes times only in the format of the tenant', () => {
    const epoch = `type=0&startTime=${FROM_MS}&finishTime=${TO_MS}`;
    expect(parse(epoch, { timeFormat: 'epochMilliseconds' })).toMatchObject({ fromMs: FROM_MS, toMs: TO_MS });
    expect(parse(epoch, { timeFormat: 'both' })).toMatchObject({ fromMs: FROM_MS, toMs: TO_MS });
    expect(faultyFields(epoch, { timeFormat: 'iso8601' })).toEqual(['startTime', 'finishTime']);
    expect(faultyFields(`type=0&${RANGE}`, { timeFormat: 'epochMilliseconds' })).toEqual([
      'startTime',
      'finishTime',
    ]);
  });

  it('reads a time without an offset as UTC in any time zone, and one with an offset as it says', () => {
    vi.stubEnv('TZ', 'America/New_York');
    const query = 'type=0&startTime=2026-11-13T12:00:00.1234567&finishTime=2026-11-20T14:00:00%2B02:00';
    expect(parse(query)).toMatchObject({ fromMs: FROM_MS + 123, toMs: TO_MS });
  });

  it('wants the end of the range under the name of the tenant', () => {
    const query = 'type=0&startTime=2026-11-13T12:00:00Z&endTime=2026-11-20T12:00:00Z';
    expect(parse(query, { rangeEndName: 'endTime' })).toMatchObject({ toMs: TO_MS });
  });
});

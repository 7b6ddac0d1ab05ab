import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { hang } from '../../src/demo/stand-in/fault-responders.js';
import type { ReceivedRequest } from '../../src/demo/stand-in/received-requests.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { HELD_SECONDS, HeldDeadlines } from '../support/held-deadlines.js';
import { questionsTo, startUpstream } from '../support/upstream.js';
import { amissIn, codesOf, consultOne } from './consultation.js';

const [CONTOSO, FABRIKAM] = demoTenants();

const deadlines = HeldDeadlines.forThisFile();
let standIn: StandIn;
afterEach(() => standIn.close());

async function consult(tenant: StandInTenant, environment: Readonly<Record<string, string>> = {}) {
  standIn = await startUpstream({ tenants: [tenant] });
  return consultOne({ standIn, tenants: [tenant], environment });
}

const isLargest = ({ query }: ReceivedRequest): boolean => query.get('pageSize') === '1000';
const isLarge = ({ query }: ReceivedRequest): boolean => Number(query.get('pageSize')) > 400;

function answerSevenOfFifty(_request: ReceivedRequest, response: ServerResponse): undefined {
  const jobs = Array.from({ length: 7 }, (_, index) => ({ jobId: `J${index}` }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ totalCount: 500, pageSize: 50, pageIndex: 1, jobs }));
}

describe('the doctor on the size of pages', () => {
  it.each([
    ['that is announced', CONTOSO],
    ['that is not announced', FABRIKAM],
  ])('sees a limit %s, to which pages are cut in silence', async (_what, tenant) => {
    const report = await consult({ ...tenant, maxPageSize: 30 });
    expect(codesOf(report, 'pageSize')).toEqual(['note page-size-cut']);
    expect(report.findings.find(({ step }) => step === 'pageSize')?.message).toContain('cut to 30');
    expect(report.settings?.pageSize).toBe(30);
    expect(amissIn(report)).toEqual([]);
  });

  it.each([
    ['GET', CONTOSO],
    ['POST', FABRIKAM],
  ])('names a configured size that the %s contract refuses, and goes on below it', async (_name, tenant) => {
    const report = await consult({ ...tenant, maxPageSize: 60, largerPages: 'refused' });
    expect(codesOf(report, 'pageSize')).toEqual(['fault page-size-refused']);
    expect(amissIn(report)).toEqual(['page-size-refused']);
    expect(report.settings?.pageSize).toBe(50);
    expect(codesOf(report, 'rangeReading')).toEqual(['ok range-reading-start']);
  });

  it('leaves a configured size alone that is smaller than the limit', async () => {
    const report = await consult({ ...CONTOSO, maxPageSize: 60 }, { UPSTREAM_PAGE_SIZE: '20' });
    expect(codesOf(report, 'pageSize')).toEqual(['ok page-size-cut']);
    expect(report.settings?.pageSize).toBe(20);
  });

  it('warns of pages that do not have the size they announce', async () => {
    standIn = await startUpstream({ tenants: [CONTOSO] });
    standIn.faults.next({ match: 'get', when: isLargest, respond: answerSevenOfFifty });
    const report = await consultOne({ standIn, tenants: [CONTOSO] });
    expect(amissIn(report)).toEqual(['page-size-not-kept']);
  });

  it('does not hold it against the upstream that a page is too large to be answered in time', async () => {
    standIn = await startUpstream({ tenants: [CONTOSO] });
    standIn.faults.next({ match: 'get', when: isLarge, respond: deadlines.inVain(hang()), times: Infinity });
    const environment = { UPSTREAM_TIMEOUT_SECONDS: HELD_SECONDS };
    const report = await consultOne({ standIn, tenants: [CONTOSO], environment });
    expect(amissIn(report)).toEqual([]);
    const sizes = questionsTo(standIn).map(({ pageSize }) => pageSize);
    expect(sizes.slice(2, 6)).toEqual(['1000', '500', '200', '100']);
  });
});

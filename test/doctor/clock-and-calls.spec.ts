import { afterEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { examine } from '../../src/doctor/examine.js';
import { FakeClock } from '../support/fake-clock.js';
import { NOW_MS, startUpstream } from '../support/upstream.js';
import { amissIn, codesOf, consult, consultOne, settingsFor } from './consultation.js';

const [CONTOSO] = demoTenants();
const HOUR_MS = 3_600_000;

let standIn: StandIn;
afterEach(() => standIn.close());

describe('the doctor on clocks', () => {
  it.each([
    [HOUR_MS, '60 minutes ahead of ours'],
    [-HOUR_MS, '60 minutes behind ours'],
    [45_000, '45 s ahead of ours'],
  ])('warns of servers that are %i ms ahead', async (aheadMs, words) => {
    standIn = await startUpstream({ tenants: [CONTOSO], now: () => NOW_MS + aheadMs });
    const report = await consultOne({ standIn, tenants: [CONTOSO] });
    expect(codesOf(report, 'clock')).toEqual(['warning clock-off', 'warning clock-off']);
    expect(report.findings.filter(({ message }) => message.includes(words))).toHaveLength(2);
  });

  it('finds nothing amiss within half a minute', async () => {
    standIn = await startUpstream({ tenants: [CONTOSO], now: () => NOW_MS - 25_000 });
    const report = await consultOne({ standIn, tenants: [CONTOSO] });
    expect(codesOf(report, 'clock')).toEqual(['ok clock-agrees', 'ok clock-agrees']);
  });
});

describe('the doctor’s calls', () => {
  it.each([
    ['429 with a time', 429, { 'retry-after': '120' }, 'for 120 s'],
    ['429 without one', 429, {}, 'asked to slow down;'],
    ['503 with a time', 503, { 'retry-after': '60' }, 'for 60 s'],
  ])('end with the first %s', async (_what, status, headers, words) => {
    standIn = await startUpstream({ tenants: [CONTOSO] });
    // The fourth question is the first one about an organization of its own.
    const when = (): boolean => standIn.jobRequests === 4;
    standIn.faults.next({ match: 'get', when, respond: answerWith({ status, headers }) });
    const report = await consultOne({ standIn, tenants: [CONTOSO] });
    expect(standIn.jobRequests).toBe(4);
    expect(amissIn(report)).toEqual(['upstream-throttled']);
    expect(report.findings.find(({ code }) => code === 'upstream-throttled')?.message).toContain(words);
    expect(codesOf(report, 'rangeReading')).toEqual(['skipped skipped']);
    const { message: reason } = report.findings.find(({ step }) => step === 'rangeReading') ?? {};
    expect(reason).toBe('Not looked at: the upstream asks to slow down.');
  });

  it('are one at a time, list jobs and nothing else, and stay below the bound that is told', async () => {
    let underWay = 0;
    let most = 0;
    standIn = await startUpstream({ tenants: demoTenants() });
    for (const match of ['token', 'get', 'post'] as const) {
      const respond = async (): Promise<'continue'> => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return 'continue';
      };
      standIn.faults.next({ match, respond, times: Infinity });
    }
    const reports = await consult({ standIn, tenants: demoTenants() });
    expect(most).toBe(1);
    const kinds = new Set(standIn.received.map(({ method, path }) => `${method} ${path}`));
    expect([...kinds].toSorted()).toEqual([
      'GET /dynamicsbackup/jobs',
      'POST /api/OpenApi/GetJobs',
      'POST /connect/token',
    ]);
    expect(reports.map(({ calls }) => calls.upstream)).toEqual([14, 13]);
    expect(standIn.jobRequests).toBe(27);
    for (const { calls } of reports) expect(calls.upstream).toBeLessThan(calls.upstreamAtMost);
  });

  it('keep to the bound whatever the upstream answers', async () => {
    const organizations = Array.from({ length: 60 }, (_, index) => ({
      id: `00000000-0000-4000-8000-0000000000${10 + index}`,
      name: `Organization ${index}`,
    }));
    const tenant = { ...CONTOSO, organizations };
    standIn = await startUpstream({ tenants: [tenant], jobs: () => [] });
    // Each of these costs a renewal of the token and a second call.
    const respond = answerWith({ status: 401, body: '{}' });
    standIn.faults.next({ match: 'get', when: () => standIn.jobRequests > 3, respond, times: Infinity });
    const report = await consultOne({ standIn, tenants: [tenant] });
    expect(report.calls.upstreamAtMost).toBe(104);
    expect(standIn.jobRequests).toBe(103);
    expect(report.calls.upstream).toBe(103);
    expect(codesOf(report, 'calls')).toEqual(['warning calls-used-up']);
  });

  it('wait before each question, however fast the upstream answers', async () => {
    standIn = await startUpstream({ tenants: [CONTOSO] });
    const clock = new FakeClock(NOW_MS);
    const settings = settingsFor({ standIn, tenants: [CONTOSO] });
    const done = examine(settings, { clock, pauseMs: 5_000 });
    for (let asked = 0; asked < 14; asked += 1) {
      await until(() => clock.pendingTimers === 1);
      expect(standIn.jobRequests).toBe(asked);
      clock.advance(4_999);
      expect(clock.pendingTimers).toBe(1);
      clock.advance(1);
      await until(() => standIn.jobRequests === asked + 1);
    }
    expect((await done)[0]?.calls.upstream).toBe(14);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

import { afterEach, describe, expect, it } from 'vitest';

import { answerWith, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { isAbout, startUpstream } from '../support/upstream.js';
import { amissIn, codesOf, consultOne } from './consultation.js';

const [CONTOSO] = demoTenants();
const FIRST_ID = CONTOSO.organizations.map(({ id }) => id).toSorted()[0] ?? '';

let standIn: StandIn;
afterEach(() => standIn.close());

async function startTenant(changes: Partial<StandInTenant> = {}): Promise<StandInTenant> {
  const tenant = { ...CONTOSO, ...changes };
  standIn = await startUpstream({ tenants: [tenant] });
  return tenant;
}

describe('the doctor on contracts', () => {
  it.each([
    ['get', 'GET answers; POST is not there (404).', 'get'],
    ['post', 'GET is not there (404); POST answers.', 'post'],
    ['both', 'GET answers; POST answers.', 'get'],
  ] as const)('finds out that a tenant has %s', async (contract, message, recommended) => {
    const tenants = [await startTenant({ contract })];
    const report = await consultOne({ standIn, tenants, changes: { contract: 'auto' } });
    expect(report.findings.find(({ step }) => step === 'contract')?.message).toBe(message);
    expect(report.settings?.contract).toBe(recommended);
    expect(amissIn(report)).toEqual([]);
  });

  it('leaves a configured contract alone where both answer', async () => {
    const tenants = [await startTenant({ contract: 'both' })];
    const report = await consultOne({ standIn, tenants, changes: { contract: 'post' } });
    expect(report.settings?.contract).toBe('post');
    expect(amissIn(report)).toEqual([]);
  });

  it('names a configured contract that the tenant does not have, and goes on with the other one', async () => {
    const tenants = [await startTenant({ contract: 'post' })];
    const report = await consultOne({ standIn, tenants, changes: { contract: 'get' } });
    expect(amissIn(report)).toEqual(['contract-not-there']);
    expect(report.settings?.contract).toBe('post');
  });

  it.each([
    ['has neither contract', 404, 'no-contract'],
    ['does not take the token', 401, 'token-not-taken'],
    ['lets nothing be read', 403, 'nothing-readable'],
    ['refuses every wording', 400, 'question-refused'],
    ['fails', 500, 'upstream-failing'],
  ])('names an upstream that %s', async (_what, status, code) => {
    const tenants = [await startTenant()];
    for (const match of ['get', 'post'] as const)
      standIn.faults.next({
        match,
        respond: answerWith({ status, body: 'upstream words' }),
        times: Infinity,
      });
    const report = await consultOne({ standIn, tenants });
    expect(amissIn(report)).toEqual([code]);
    expect(codesOf(report, 'organizations')).toEqual(['skipped skipped']);
    expect(report.settings).toBeUndefined();
    expect(JSON.stringify(report)).not.toContain('upstream words');
  });

  it('names an upstream that cannot be reached', async () => {
    const tenants = [await startTenant()];
    for (const match of ['get', 'post'] as const)
      standIn.faults.next({ match, respond: resetAfter(), times: Infinity });
    expect(amissIn(await consultOne({ standIn, tenants }))).toEqual(['upstream-unreachable']);
  });

  it('names a sign-in page in place of the upstream', async () => {
    const tenants = [await startTenant()];
    const page = answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' });
    for (const match of ['get', 'post'] as const)
      standIn.faults.next({ match, respond: page, times: Infinity });
    expect(amissIn(await consultOne({ standIn, tenants }))).toEqual(['upstream-answer-unusable']);
  });

  it('does not take an organization that may not be read for a contract that is not there', async () => {
    const tenants = [await startTenant({ contract: 'both' })];
    for (const match of ['get', 'post'] as const) {
      const respond = answerWith({ status: 404, body: '{}' });
      standIn.faults.next({ match, when: isAbout(FIRST_ID), respond, times: Infinity });
    }
    const report = await consultOne({ standIn, tenants });
    expect(codesOf(report, 'contract')).toEqual(['ok contract-answers']);
    expect(amissIn(report)).toEqual(['organization-missing']);
  });
});

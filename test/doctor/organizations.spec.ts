import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn, StandInOptions } from '../../src/demo/stand-in/stand-in.js';
import { isAbout, NOW_MS, startUpstream } from '../support/upstream.js';
import { amissIn, consultOne } from './consultation.js';

const [CONTOSO, FABRIKAM] = demoTenants();
const [SALES, CARE] = CONTOSO.organizations.map(({ id }) => id);
const STRANGER = FABRIKAM.organizations[0]?.id ?? '';

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startUpstream({ tenants: [CONTOSO] });
});
afterEach(() => standIn.close());

/** What is amiss with each organization, by its id. */
async function amissByOrganization(changes: Readonly<Record<string, unknown>> = {}) {
  const report = await consultOne({ standIn, tenants: [CONTOSO], changes });
  const amiss = report.findings.filter(({ state }) => state === 'fault' || state === 'warning');
  return Object.fromEntries(amiss.map(({ organizationId, code }) => [organizationId, code]));
}

async function restartWith(jobs: NonNullable<StandInOptions['jobs']>): Promise<void> {
  await standIn.close();
  standIn = await startUpstream({ tenants: [CONTOSO], jobs });
}

describe('the doctor on organizations', () => {
  it('names one that this app may not read, and reads the others', async () => {
    const organizations = [{ id: STRANGER, name: 'Stranger' }, { id: SALES }, { id: CARE }];
    expect(await amissByOrganization({ organizations })).toEqual({ [STRANGER]: 'organization-forbidden' });
  });

  it('names one that the upstream does not know', async () => {
    const respond = answerWith({ status: 404, body: '{"error":"upstream words"}' });
    standIn.faults.next({ match: 'get', when: isAbout(SALES ?? ''), respond, times: Infinity });
    expect(await amissByOrganization()).toEqual({ [SALES ?? '']: 'organization-missing' });
  });

  it('names one that fails, and looks at the rest', async () => {
    const respond = answerWith({ status: 500 });
    standIn.faults.next({ match: 'get', when: isAbout(CARE ?? ''), respond, times: Infinity });
    expect(await amissByOrganization()).toEqual({ [CARE ?? '']: 'upstream-failing' });
  });

  it('names one under which jobs of another come', async () => {
    const foreign = plantJob(NOW_MS - 3_600_000, { fields: { organizationId: STRANGER } });
    const own = plantJob(NOW_MS - 3_600_000);
    await restartWith(({ id }) => [id === SALES ? foreign : own]);
    expect(await amissByOrganization()).toEqual({ [SALES ?? '']: 'organization-foreign' });
  });

  it('warns of one without any job', async () => {
    await restartWith(({ id }) => (id === CARE ? [] : [plantJob(NOW_MS - 3_600_000)]));
    expect(await amissByOrganization()).toEqual({ [CARE ?? '']: 'organization-empty' });
  });

  it('shows the numbers that have no name here, and never the words', async () => {
    const fields = { type: 64, status: 'Paused by upstream' };
    await restartWith(() => [
      plantJob(NOW_MS - 3_600_000, { fields }),
      plantJob(NOW_MS - 7_200_000, { fields: { jobId: null } }),
    ]);
    const report = await consultOne({ standIn, tenants: [CONTOSO] });
    expect(amissIn(report)).toEqual(['unknown-values', 'unknown-values', 'unusable-records']);
    const messages = report.findings.map(({ message }) => message).join('\n');
    expect(messages).toContain('a type that has no name here: 64.');
    expect(messages).not.toContain('Paused');
  });
});

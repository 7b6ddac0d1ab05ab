import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { answerWith, resetAfter } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { STEPS } from '../../src/doctor/finding.js';
import { NOW_MS, startUpstream } from '../support/upstream.js';
import { makeCertificate } from '../tokens/certificates.js';
import { amissIn, codesOf, consultOne } from './consultation.js';

const [CONTOSO] = demoTenants();
const { keyPem, certificatePem } = makeCertificate();
const WITH_CERTIFICATE: StandInTenant = {
  ...CONTOSO,
  clients: [{ clientId: 'certified', certificatesPem: [certificatePem] }],
};

let standIn: StandIn;
let folder: string;

beforeEach(async () => {
  standIn = await startUpstream({ tenants: [CONTOSO] });
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await standIn.close();
});

function consult(changes: Readonly<Record<string, unknown>> = {}) {
  return consultOne({ standIn, tenants: [CONTOSO], changes });
}

/** The connection's entry with a certificate in place of its secret. */
function certified(pem: string): Record<string, unknown> {
  const certificateFile = join(folder, 'app.pem');
  writeFileSync(certificateFile, pem);
  return { clientId: 'certified', clientSecret: undefined, certificateFile };
}

describe('the doctor on a credential', () => {
  it('names a wrong secret, and skips everything that needs a token', async () => {
    const report = await consult({ clientSecret: 'expired' });
    expect(codesOf(report, 'token')).toEqual(['fault secret-refused']);
    expect(report.findings.find(({ step }) => step === 'token')?.message).toContain('invalid_client');
    const skippedSteps = report.findings.filter(({ state }) => state === 'skipped').map(({ step }) => step);
    expect(skippedSteps).toEqual(STEPS.filter((step) => step !== 'token' && step !== 'clock'));
    expect(report.calls).toMatchObject({ identity: 1, upstream: 0 });
    expect(standIn.jobRequests).toBe(0);
  });

  it('tells which of two secrets is no longer needed', async () => {
    const report = await consult({ clientSecret: ['expired', 'contoso-demo-secret'] });
    expect(codesOf(report, 'token')).toEqual(['ok token-issued', 'warning one-secret-refused']);
    expect(amissIn(report)).toEqual(['one-secret-refused']);
  });

  it('names a scope that was not granted', async () => {
    expect(amissIn(await consult({ scope: 'dynamics.read.all' }))).toEqual(['scope-refused']);
  });

  it('is content with a certificate that was uploaded', async () => {
    await standIn.close();
    standIn = await startUpstream({ tenants: [WITH_CERTIFICATE] });
    const report = await consult(certified(keyPem + certificatePem));
    expect(codesOf(report, 'token')).toEqual(['ok token-issued']);
    expect(report.findings[0]?.message).toContain('certificate');
    expect(amissIn(report)).toEqual([]);
  });

  it('names a certificate that was not uploaded', async () => {
    await standIn.close();
    standIn = await startUpstream({ tenants: [WITH_CERTIFICATE] });
    const stranger = makeCertificate();
    const report = await consult(certified(stranger.keyPem + stranger.certificatePem));
    expect(amissIn(report)).toEqual(['certificate-refused']);
  });

  it('tells of the clock that makes a good certificate be refused', async () => {
    await standIn.close();
    standIn = await startUpstream({ tenants: [WITH_CERTIFICATE], now: () => NOW_MS + 3_600_000 });
    const report = await consult(certified(keyPem + certificatePem));
    expect(amissIn(report)).toEqual(['certificate-refused', 'clock-off']);
  });

  it('names a secret file that has gone since the configuration was read', async () => {
    const clientSecretFile = join(folder, 'secret');
    const changes = { clientSecret: undefined, clientSecretFile };
    const passingFiles = { [clientSecretFile]: 'contoso-demo-secret' };
    const report = await consultOne({ standIn, tenants: [CONTOSO], changes, passingFiles });
    expect(amissIn(report)).toEqual(['credential-unusable']);
    expect(standIn.tokenRequests).toBe(0);
  });

  it.each([
    ['unauthorized_client', 400, '{"error":"unauthorized_client"}', 'client-not-allowed'],
    ['another code of RFC 6749', 400, '{"error":"unsupported_grant_type"}', 'token-request-refused'],
    ['401 without a code', 401, '{}', 'secret-refused'],
    ['429', 429, '{}', 'identity-throttled'],
    ['503', 503, '{}', 'identity-failing'],
    ['a page in place of a token', 200, '<html>sign in</html>', 'identity-answer-unusable'],
    ['404', 404, '<html>not here</html>', 'identity-answer-unusable'],
  ])('understands an identity service that answers %s', async (_what, status, body, code) => {
    standIn.faults.next({ match: 'token', respond: answerWith({ status, body }), times: Infinity });
    const report = await consult();
    expect(codesOf(report, 'token')).toEqual([`fault ${code}`]);
    expect(JSON.stringify(report)).not.toContain('html');
  });

  it('names an identity service that cannot be reached, and says nothing of its clock', async () => {
    standIn.faults.next({ match: 'token', respond: resetAfter(), times: Infinity });
    const report = await consult();
    expect(amissIn(report)).toEqual(['identity-unreachable']);
    expect(codesOf(report, 'clock')).toEqual(['skipped skipped']);
  });

  it('warns of a token that does not tell its life, and goes on', async () => {
    const issue = answerWith({
      status: 200,
      body: '{"token_type":"Bearer","expires_in":"soon","access_token":"t"}',
    });
    standIn.faults.next({ match: 'token', respond: issue });
    expect(codesOf(await consult(), 'token')).toEqual(['ok token-issued', 'warning token-life-unknown']);
  });
});

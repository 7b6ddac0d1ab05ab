import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { plantJob, type StandInJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import type { ConnectionReport } from '../../src/doctor/connection-report.js';
import { jsonReport } from '../../src/doctor/report/json-report.js';
import { paintFor } from '../../src/doctor/report/palette.js';
import { textReport } from '../../src/doctor/report/text-report.js';
import { NOW_MS, startUpstream } from '../support/upstream.js';
import { consultOne } from './consultation.js';

const SECRET = 'canary+client/secret=1';
const TOKEN = 'canary.bearer.token';
const [CONTOSO] = demoTenants();
const TENANT: StandInTenant = { ...CONTOSO, clients: [{ clientId: 'reader', secrets: [SECRET] }] };
const CANARY_FIELDS = { module: 'canary-module', type: 'canary-type', status: 'canary-status' };

function oddJobs(): StandInJob[] {
  return [plantJob(NOW_MS - 3_600_000, { fields: CANARY_FIELDS })];
}

/** A secret as it stands, and in the encodings in which it travels. */
const HIDDEN = [SECRET, TOKEN].flatMap((text) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('base64url'),
  Buffer.from(text).toString('hex'),
  createHash('sha256').update(text).digest('hex'),
]);

let standIn: StandIn;
afterEach(() => standIn.close());

function printed(report: ConnectionReport): string {
  const whole = { configurationFaults: [], connections: [report] };
  return textReport(whole, paintFor({ isTTY: true }, {})) + jsonReport(whole);
}

function expectNothingHidden(text: string): void {
  expect(HIDDEN.filter((hidden) => text.includes(hidden))).toEqual([]);
  expect(text).not.toContain('canary');
  expect(text).not.toContain('127.0.0.1');
}

const issueToken = answerWith({
  status: 200,
  body: JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: TOKEN }),
});

describe('what the doctor prints', () => {
  it('holds no secret, no address and no word of a tenant that is well but for its words', async () => {
    standIn = await startUpstream({ tenants: [TENANT], jobs: oddJobs });
    const text = printed(await consultOne({ standIn, tenants: [TENANT] }));
    expect(text).toContain('unknown-values');
    expectNothingHidden(text);
  });

  it.each([
    ['token', 400, { error: 'canary', error_description: SECRET }],
    ['token', 500, { error: SECRET }],
    ['get', 400, { message: TOKEN, errors: [{ code: 'canary', message: TOKEN }] }],
    ['get', 200, { statusCode: 403, message: `canary ${TOKEN}` }],
    ['get', 200, { totalCount: 1, jobs: [{ jobId: TOKEN }] }],
    ['get', 429, { message: TOKEN }],
  ] as const)(
    'holds none where a %s is answered with %i and secrets in the body',
    async (match, status, body) => {
      standIn = await startUpstream({ tenants: [TENANT] });
      const respond = answerWith({ status, body: JSON.stringify(body) });
      if (match === 'get') standIn.faults.next({ match: 'token', respond: issueToken, times: Infinity });
      standIn.faults.next({ match, respond, times: Infinity });
      const text = printed(await consultOne({ standIn, tenants: [TENANT] }));
      expect(text).toContain('fault');
      expectNothingHidden(text);
    },
  );
});

import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { REMEDIES } from '../../src/doctor/remedies.js';
import { paintFor } from '../../src/doctor/report/palette.js';
import { textReport } from '../../src/doctor/report/text-report.js';
import { readProjectFile } from '../architecture/project-files.js';
import { startUpstream } from '../support/upstream.js';
import { consult } from './consultation.js';

const DOCUMENT = readProjectFile('docs/doctor.md');

describe('docs/doctor.md', () => {
  let standIn: StandIn;
  beforeAll(async () => {
    standIn = await startUpstream({ seed: 'demo' });
  });
  afterAll(() => standIn.close());

  it('shows the report that the demo gives', async () => {
    const tenants = demoTenants();
    const connections = await consult({ standIn, tenants, changes: { contract: 'auto' } });
    const report = textReport({ configurationFaults: [], connections }, paintFor({ isTTY: false }, {}));
    const [, shown] = /```text\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
    expect(shown).toBe(report);
  });

  it('says what to do about everything that can be amiss', () => {
    const rows = [...DOCUMENT.matchAll(/^\| `([a-z][a-z-]+)` +\| (.+?) +\|$/gm)];
    expect(rows.map(([, code, remedy]) => [code, remedy])).toEqual(Object.entries(REMEDIES));
  });
});

it('docs/doctor-demo.yaml has the demo’s own connections', () => {
  const { connections } = parse(readProjectFile('docs/doctor-demo.yaml')) as { connections: object[] };
  const expected = demoTenants().map(({ name, clients: [client], organizations }) => ({
    name,
    baseUrl: '${DEMO_UPSTREAM}',
    tokenUrl: '${DEMO_UPSTREAM}/connect/token',
    clientId: client?.clientId,
    clientSecret: client?.secrets?.[0],
    organizations: organizations.map((organization) => ({ id: organization.id, name: organization.name })),
  }));
  expect(connections).toEqual(expected);
});

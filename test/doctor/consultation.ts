import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import type { ConnectionReport } from '../../src/doctor/connection-report.js';
import { examine } from '../../src/doctor/examine.js';
import type { Finding, Step } from '../../src/doctor/finding.js';
import { REMEDIES } from '../../src/doctor/remedies.js';
import { FakeClock } from '../support/fake-clock.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, NOW_MS } from '../support/upstream.js';

export interface Consultation {
  readonly standIn: StandIn;
  readonly tenants: readonly StandInTenant[];
  /** Members of the connections' entries to replace. */
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files by path that are there while the configuration is read, and gone afterwards. */
  readonly passingFiles?: Readonly<Record<string, string>>;
}

/** The configuration of connections to a stand-in, read the way an operator's is. */
export function settingsFor({
  standIn,
  tenants,
  changes = {},
  environment = {},
  passingFiles = {},
}: Consultation): Settings {
  const connections = connectionEntries(standIn, tenants).map((entry) => Object.assign(entry, changes));
  const file = JSON.stringify({ connections, clients: [clientEntry('all', 'key')] });
  const files = new Map(Object.entries({ ...passingFiles, [resolve('test.json')]: file }));
  return loadSettings({
    environment: { CONFIG_FILE: 'test.json', ...environment },
    readFile: (path) => Buffer.from(files.get(path) ?? readFileSync(path)),
  });
}

/** What the doctor says of them, with its clock standing still at the stand-in's usual time. */
export function consult(consultation: Consultation): Promise<readonly ConnectionReport[]> {
  return examine(settingsFor(consultation), { clock: new FakeClock(NOW_MS), pauseMs: 0 });
}

/** The same for a single connection. */
export async function consultOne(consultation: Consultation): Promise<ConnectionReport> {
  const [report] = await consult(consultation);
  if (report === undefined) throw new Error('there is no connection');
  return report;
}

/** The findings of a step as `state code`. */
export function codesOf({ findings }: ConnectionReport, step: Step): string[] {
  return findings.filter((finding) => finding.step === step).map(({ state, code }) => `${state} ${code}`);
}

/** Everything amiss, as `code`, each with its remedy looked up. */
export function amissIn({ findings }: ConnectionReport): string[] {
  return findings.filter(isAmiss).map(({ code }) => code);
}

function isAmiss(finding: Finding): boolean {
  return (finding.state === 'fault' || finding.state === 'warning') && REMEDIES[finding.code].length > 20;
}

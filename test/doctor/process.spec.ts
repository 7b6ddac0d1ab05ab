import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { runDoctor } from './doctor-process.js';

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const isAsDocumented = new Ajv2020().compile(
  JSON.parse(readFileSync(fileOf('docs/doctor.schema.json'), 'utf8')),
);
const QUICK = ['--pause', '0'];
const ESCAPE = '\u001B';

let standIn: StandIn;

beforeAll(async () => {
  await runDoctor({ args: ['--help'] });
  standIn = await startUpstream({ tenants: demoTenants(), now: Date.now, anchorMs: Date.now() });
}, 120_000);
afterAll(() => standIn.close());

function fileWith(changes: Readonly<Record<string, unknown>>): object {
  const connections = connectionEntries(standIn).map((entry) => Object.assign(entry, changes));
  return { connections, clients: [clientEntry('all', 'key')] };
}

describe('the doctor as a process', () => {
  it('ends with 0 where all is well, as with the command that the demo prints', async () => {
    const environment = { DEMO_UPSTREAM: standIn.url, CONFIG_FILE: fileOf('docs/doctor-demo.yaml') };
    const { exitCode, stdout, stderr } = await runDoctor({ args: QUICK, environment });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const text of ['Connection contoso', 'Connection fabrikam', '- name: fabrikam', 'contract: post'])
      expect(stdout).toContain(text);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('All is well.');
    expect(stdout).not.toContain(ESCAPE);
  });

  it('lives through its pauses, and looks at one connection only when asked to', async () => {
    standIn.reset();
    const { exitCode, stdout } = await runDoctor({
      args: ['--connection', 'fabrikam', '--pause', '20'],
      file: fileWith({}),
    });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('contoso');
    expect(standIn.jobRequests).toBe(13);
  });

  it('ends with 1 where there are faults, for machines too', async () => {
    const file = fileWith({ clientSecret: 'canary-secret', contract: 'auto' });
    const { exitCode, stdout, stderr } = await runDoctor({ args: [...QUICK, '--json'], file });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    const document = JSON.parse(stdout) as { verdict: string };
    expect(isAsDocumented(document), JSON.stringify(isAsDocumented.errors)).toBe(true);
    expect(document.verdict).toBe('faults');
    expect(stdout).not.toContain('canary');
  });

  it('ends with 2 where the configuration cannot be read, and names every fault of it', async () => {
    const file = fileWith({ contract: 'put', scope: '', clientSecret: 'canary-secret' });
    const environment = { UPSTREAM_PAGE_SIZE: '0' };
    const { exitCode, stdout, stderr } = await runDoctor({ file, environment });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    for (const place of ['UPSTREAM_PAGE_SIZE', 'connections[0].contract', 'connections[1].scope'])
      expect(stderr).toContain(place);
    expect(stderr).not.toContain('canary');
    expect(stderr).not.toMatch(/\n\s+at /);
    const forMachines = await runDoctor({ args: ['--json'], file, environment });
    expect(forMachines.exitCode).toBe(2);
    const document = JSON.parse(forMachines.stdout) as { configurationFaults: object[] };
    expect(isAsDocumented(document), JSON.stringify(isAsDocumented.errors)).toBe(true);
    expect(document.configurationFaults).toHaveLength(5);
  });

  it.each([
    ['a connection that is not there', ['--connection', 'northwind'], 'contoso, fabrikam'],
    ['an unknown option', ['--everything'], 'Usage'],
    ['a pause that is no number', ['--pause', 'long'], '--pause'],
  ])('ends with 2 on %s', async (_what, args, words) => {
    const { exitCode, stdout, stderr } = await runDoctor({ args, file: fileWith({}) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('tells how it is used, without a configuration', async () => {
    const { exitCode, stdout } = await runDoctor({ args: ['--help'] });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('--connection <name>');
  });
});

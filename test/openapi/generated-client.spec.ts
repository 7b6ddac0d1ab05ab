import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PROJECT, runTool, type ToolResult } from '../architecture/run-tool.js';

const CONSUMER = `
import type { components, operations, paths } from './api.js';

type Job = components['schemas']['Job'];
type JobList = paths['/v1/jobs']['get']['responses'][200]['content']['application/json'];
type Problem = operations['listJobs']['responses'][400]['content']['application/problem+json'];

export function failedJobs({ data, partial }: JobList): string[] {
  const failed = data.filter(({ status }: Job) => status === 'failed');
  return partial ? [] : failed.map(({ id, startTime, organization }) => [id, startTime ?? 'not begun', organization.id].join());
}

export function namesAtFault({ errors = [] }: Problem): string[] {
  return errors.map(({ parameter }) => parameter);
}

export const query: NonNullable<paths['/v1/jobs']['get']['parameters']['query']> = { pageSize: 5, sort: '-startTime' };
`;

const OPTIONS = [
  '--strict',
  '--noEmit',
  '--exactOptionalPropertyTypes',
  '--noUncheckedIndexedAccess',
  '--module',
  'nodenext',
];

describe('a client generated from openapi.json', () => {
  let folder: string;

  const compile = async (consumer: string): Promise<ToolResult> => {
    await writeFile(join(folder, 'consumer.ts'), consumer);
    return await runTool('tsc', [...OPTIONS, 'consumer.ts'], folder);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'generated-client-'));
    await cp(join(PROJECT, 'openapi.json'), join(folder, 'openapi.json'));
    await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    const generated = await runTool('openapi-typescript', ['openapi.json', '--output', 'api.ts'], folder);
    if (generated.exitCode !== 0) throw new Error(generated.output);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('compiles under strict rules, with a consumer that reads jobs and problems', async () => {
    expect(await compile(CONSUMER)).toMatchObject({ exitCode: 0, output: '' });
  });

  it('refuses a consumer that takes an absent time for a present one', async () => {
    const { output } = await compile(CONSUMER.replace("startTime ?? 'not begun'", 'startTime.length'));
    expect(output).toContain("'startTime' is possibly 'null'");
  });
});

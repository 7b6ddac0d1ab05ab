import { expect, it } from 'vitest';

import type { ConfigService } from '../config/config.service.js';
import { type Organization, parseOrganizationId } from '../organizations/organization.js';
import type { UpstreamClient } from '../upstream/upstream.client.js';
import type { ContractChoice } from './contract/contract-choice.js';
import { getJobsContract } from './contract/get-jobs.contract.js';
import type { JobsContract } from './contract/jobs-contract.js';
import { JobsClient } from './jobs.client.js';

const ORGANIZATION = {
  id: parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f'),
  connection: { name: 'contoso', timeFormat: 'iso8601' },
} as unknown as Organization;
const QUESTION = { organizationId: ORGANIZATION.id, window: { fromMs: 0, toMs: 60_000 } };

/** The size under which one job of that type is held. */
async function sizeBytesOf(type: unknown): Promise<number> {
  const answer = { totalCount: 1, jobs: [{ jobId: 'DCIB1', type, status: 3 }] };
  const upstream = { ask: () => Promise.resolve(answer) };
  const contracts = {
    run: (_: unknown, read: (contract: JobsContract) => unknown) => read(getJobsContract),
  };
  const config = { current: { upstream: { pageSize: 100 }, maxJobsPerOrganization: 1_000 } };
  const client = new JobsClient(
    upstream as unknown as UpstreamClient,
    contracts as unknown as ContractChoice,
    config as unknown as ConfigService,
  );
  const call = { signal: new AbortController().signal } as Parameters<JobsClient['fetch']>[2];
  return (await client.fetch(ORGANIZATION, QUESTION, call)).sizeBytes;
}

it('counts the memory of jobs by what came in them', async () => {
  const text = 'x'.repeat(150);
  expect(await sizeBytesOf(text)).toBeGreaterThan((await sizeBytesOf(1)) + text.length);
});

import { describe, expect, it } from 'vitest';

import { turnsOfEnds } from '../../test/jobs/loop-turns.js';
import { organizationOf } from '../../test/jobs/sample-jobs.js';
import type { ConfigService } from '../config/config.service.js';
import type { UpstreamRequest } from '../upstream/upstream-request.js';
import type { UpstreamClient } from '../upstream/upstream.client.js';
import type { ContractChoice } from './contract/contract-choice.js';
import { getJobsContract } from './contract/get-jobs.contract.js';
import type { JobsContract } from './contract/jobs-contract.js';
import { JobsClient } from './jobs.client.js';

const PAGE_SIZE = 100;
const ORGANIZATIONS = 4;

/** A client of an upstream that keeps the last page of every walk back until all have asked for it. */
function clientOf(pages: number): JobsClient {
  const waiting: (() => void)[] = [];
  const ask = async (_: unknown, { query }: UpstreamRequest): Promise<unknown> => {
    const index = Number(query?.['pageIndex']);
    const jobs = Array.from({ length: PAGE_SIZE }, (__, row) => ({ jobId: `job${index}-${row}`, status: 3 }));
    if (index === pages) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === ORGANIZATIONS) waiting.forEach((release) => release());
      });
    }
    return { totalCount: pages * PAGE_SIZE, jobs };
  };
  const contracts = {
    run: (_: unknown, read: (contract: JobsContract) => unknown) => read(getJobsContract),
  };
  const config = { current: { upstream: { pageSize: PAGE_SIZE }, maxJobsPerOrganization: 10_000 } };
  return new JobsClient(
    { ask } as unknown as UpstreamClient,
    contracts as unknown as ContractChoice,
    config as unknown as ConfigService,
  );
}

/** In how many turns of the loop four answers are done whose last pages come together. */
async function turnsFor(pages: number): Promise<number> {
  const client = clientOf(pages);
  const organization = organizationOf();
  const question = { organizationId: organization.id, window: { fromMs: 0, toMs: 60_000 } };
  const call = { signal: new AbortController().signal, traceparent: undefined };
  const fetch = async (): Promise<void> => {
    const { value } = await client.fetch(organization, question, call);
    expect(value).toMatchObject({ kind: 'jobs', jobs: { length: pages * PAGE_SIZE } });
  };
  return new Set(await turnsOfEnds(Array.from({ length: ORGANIZATIONS }, () => fetch))).size;
}

describe('answers of many organizations that are whole at the same time', () => {
  it('are taken in one in a turn of the loop where they are large', async () => {
    expect(await turnsFor(6)).toBe(ORGANIZATIONS);
  });

  it('are taken in at once where they are small', async () => {
    expect(await turnsFor(2)).toBe(1);
  });
});

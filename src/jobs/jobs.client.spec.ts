import { expect, it } from 'vitest';

import type { ConfigService } from '../config/config.service.js';
import { type Organization, parseOrganizationId } from '../organizations/organization.js';
import type { CallContext, UpstreamRequest } from '../upstream/upstream-request.js';
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

/** A client of an upstream that answers as it is told to, in pages of that size. */
function clientOf(ask: UpstreamClient['ask'], pageSize: number): JobsClient {
  const contracts = {
    run: (_: unknown, read: (contract: JobsContract) => unknown) => read(getJobsContract),
  };
  const config = { current: { upstream: { pageSize }, maxJobsPerOrganization: 1_000 } };
  return new JobsClient(
    { ask } as unknown as UpstreamClient,
    contracts as unknown as ContractChoice,
    config as unknown as ConfigService,
  );
}

function callOf(): CallContext {
  return { signal: new AbortController().signal, traceparent: undefined };
}

/** The size under which one job of that type is held. */
async function sizeBytesOf(type: unknown): Promise<number> {
  const answer = { totalCount: 1, jobs: [{ jobId: 'DCIB1', type, status: 3 }] };
  const client = clientOf(() => Promise.resolve(answer), 100);
  return (await client.fetch(ORGANIZATION, QUESTION, callOf())).sizeBytes;
}

it('counts the memory of jobs by what came in them', async () => {
  const text = 'x'.repeat(150);
  expect(await sizeBytesOf(text)).toBeGreaterThan((await sizeBytesOf(1)) + text.length);
});

/** Reads three pages, the last of which fails where it is told to; gives the signal that each was asked with. */
async function signalsOf({ isFailing }: { readonly isFailing: boolean }): Promise<AbortSignal[]> {
  const signals: AbortSignal[] = [];
  const ask = (_: unknown, { query }: UpstreamRequest, { signal }: CallContext): Promise<unknown> => {
    const index = Number(query?.['pageIndex']);
    signals.push(signal);
    if (isFailing && index === 3) return Promise.reject(new Error('this page fails'));
    return Promise.resolve({ totalCount: 3, jobs: [{ jobId: `DCIB${index}`, status: 3 }] });
  };
  const read = clientOf(ask, 1).fetch(ORGANIZATION, QUESTION, callOf());
  await read.catch(() => undefined);
  return signals;
}

it('gives the other pages up where one fails, and none where all have come', async () => {
  const outcomes = await Promise.all([true, false].map((isFailing) => signalsOf({ isFailing })));
  expect(outcomes.map((signals) => signals.map(({ aborted }) => aborted))).toEqual([
    [true, true, true],
    [false, false, false],
  ]);
});

import { describe, expect, it } from 'vitest';

import { fanOut } from './fan-out.js';
import { AppError } from '../errors/app-error.js';
import { PROBLEM_TYPES, type ProblemCode } from '../errors/problem-types.js';
import type { Organization } from '../organizations/organization.js';
import { answerOf, organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';

const ORGANIZATIONS = [1, 2, 3].map((digit) => organizationOf({ id: organizationId(digit) }));
const SECOND = organizationId(2);

/** The second organization fails with this, the others answer. */
const askAll = (error: unknown) =>
  fanOut({
    organizations: ORGANIZATIONS,
    ask: async (organization) => {
      if (organization.id === SECOND) throw error;
      return answerOf([], { organization });
    },
    contractOf: () => 'post',
  });

const codes = Object.keys(PROBLEM_TYPES) as ProblemCode[];
const isUpstream = (code: ProblemCode): boolean => PROBLEM_TYPES[code].status > 500;

describe('fanOut', () => {
  it('asks every organization before any has answered, and keeps their order whoever answers first', async () => {
    const waiting = new Map<string, () => void>();
    const ask = async (organization: Organization) => {
      await new Promise<void>((resolve) => waiting.set(organization.id, resolve));
      return answerOf([], { organization });
    };
    const asking = fanOut({ organizations: ORGANIZATIONS, ask, contractOf: () => 'get' });
    expect(waiting.size).toBe(3);
    for (const release of [...waiting.values()].toReversed()) release();
    expect((await asking).map(({ organization }) => organization.id)).toEqual(
      ORGANIZATIONS.map(({ id }) => id),
    );
  });

  it.each(codes.filter(isUpstream))('makes a value of %s, and answers for the others', async (code) => {
    const error = new AppError(code, 'It failed.');
    const results = await askAll(error);
    expect(results.map(({ state }) => state)).toEqual(['live', 'failed', 'live']);
    expect(results[1]).toEqual({ organization: ORGANIZATIONS[1], contract: 'post', state: 'failed', error });
  });

  it.each(codes.filter((code) => !isUpstream(code)))(
    'throws %s, which is the caller’s or ours',
    async (code) => {
      const error = new AppError(code, 'It failed.');
      await expect(askAll(error)).rejects.toBe(error);
    },
  );

  it('throws a bug', async () => {
    const bug = new TypeError('bug');
    await expect(askAll(bug)).rejects.toBe(bug);
  });

  it('is nothing without organizations', async () => {
    expect(
      await fanOut({
        organizations: [],
        ask: () => Promise.reject(new Error('asked')),
        contractOf: () => 'get',
      }),
    ).toEqual([]);
  });
});

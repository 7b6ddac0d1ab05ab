import { beforeEach, describe, expect, it } from 'vitest';

import { ContractChoice } from './contract-choice.js';
import type { JobsContract } from './jobs-contract.js';
import { UpstreamError } from '../../upstream/upstream-error.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { connectionTo } from '../../../test/tokens/token-setup.js';

const HOUR_MS = 3_600_000;
const auto = connectionTo('https://identity.invalid/connect/token', { contract: 'auto' });

let clock: FakeClock;
let choice: ContractChoice;
let asked: string[];
beforeEach(() => {
  clock = new FakeClock();
  choice = new ContractChoice(clock);
  asked = [];
});

/** Asks a tenant that answers each contract with this status; 200 is the contract's own name. */
async function ask(statuses: { get: number; post: number }, connection = auto): Promise<string> {
  return await choice.run(connection, (contract: JobsContract) => {
    asked.push(contract.name);
    const status = statuses[contract.name];
    if (status !== 200) throw new UpstreamError(status, 'upstream-rejected', `${contract.name} ${status}`);
    return Promise.resolve(contract.name);
  });
}

describe('auto', () => {
  it('stays with GET where there is one', async () => {
    expect([await ask({ get: 200, post: 404 }), await ask({ get: 200, post: 404 })]).toEqual(['get', 'get']);
    expect(asked).toEqual(['get', 'get']);
  });

  it.each([404, 405, 410, 501])(
    'takes %i of GET for a missing contract, and keeps to POST for an hour',
    async (status) => {
      expect(await ask({ get: status, post: 200 })).toBe('post');
      expect(choice.contractOf(auto).name).toBe('post');
      clock.advance(HOUR_MS - 1);
      await ask({ get: 200, post: 200 });
      expect(asked).toEqual(['get', 'post', 'post']);
      clock.advance(1);
      expect(await ask({ get: 200, post: 200 })).toBe('get');
      expect(choice.contractOf(auto).name).toBe('get');
    },
  );

  it.each([400, 401, 403, 418, 429, 500, 502, 503])(
    'does not take %i of GET for a missing contract',
    async (status) => {
      await expect(ask({ get: status, post: 200 })).rejects.toThrow(`get ${status}`);
      expect(asked).toEqual(['get']);
      expect(choice.contractOf(auto).name).toBe('get');
    },
  );

  it('tells of GET where both are missing, and remembers nothing', async () => {
    await expect(ask({ get: 405, post: 404 })).rejects.toThrow('get 405');
    expect(asked).toEqual(['get', 'post']);
    expect(choice.contractOf(auto).name).toBe('get');
  });

  it('remembers POST also where that is there and fails, and tells of that failure', async () => {
    await expect(ask({ get: 404, post: 500 })).rejects.toThrow('post 500');
    expect(choice.contractOf(auto).name).toBe('post');
  });

  it('forgets POST as soon as that is missing, and goes on with GET at once', async () => {
    await ask({ get: 404, post: 200 });
    expect(await ask({ get: 200, post: 410 })).toBe('get');
    expect(await ask({ get: 200, post: 410 })).toBe('get');
    expect(asked).toEqual(['get', 'post', 'post', 'get', 'get']);
  });

  it('keeps POST through a failure of it', async () => {
    await ask({ get: 404, post: 200 });
    await expect(ask({ get: 200, post: 503 })).rejects.toThrow('post 503');
    expect(choice.contractOf(auto).name).toBe('post');
  });

  it('remembers for each connection by itself', async () => {
    await ask({ get: 404, post: 200 });
    expect(choice.contractOf({ ...auto }).name).toBe('get');
  });

  it('does not take a failure of another kind for a missing contract', async () => {
    const bug = new Error('bug');
    await expect(choice.run(auto, () => Promise.reject(bug))).rejects.toBe(bug);
  });
});

it.each(['get', 'post'] as const)('a connection set to %s never asks otherwise', async (contract) => {
  const connection = { ...auto, contract };
  await expect(ask({ get: 404, post: 404 }, connection)).rejects.toThrow(`${contract} 404`);
  expect(asked).toEqual([contract]);
  expect(choice.contractOf(connection).name).toBe(contract);
});

import { Injectable } from '@nestjs/common';

import { Clock } from '../../config/clock.js';
import type { ConnectionSettings } from '../../config/settings.js';
import { UpstreamError } from '../../upstream/upstream-error.js';
import { getJobsContract } from './get-jobs.contract.js';
import type { JobsContract } from './jobs-contract.js';
import { postJobsContract } from './post-jobs.contract.js';

/** Both contracts, by their names. */
export const jobsContracts = { get: getJobsContract, post: postJobsContract };

/** How long `auto` keeps to POST before it tries GET again: a tenant may be given the current contract any day. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** What a tenant answers that does not have the contract. */
const NO_SUCH_CONTRACT = new Set([404, 405, 410, 501]);

/** Which contract a connection is spoken to in. */
@Injectable()
export class ContractChoice {
  private readonly postUntilMs = new WeakMap<ConnectionSettings, number>();

  constructor(private readonly clock: Clock) {}

  /** The contract that is tried first now. */
  contractOf(connection: ConnectionSettings): JobsContract {
    if (connection.contract === 'get') return getJobsContract;
    if (connection.contract === 'post') return postJobsContract;
    return this.clock.monotonicMs() < (this.postUntilMs.get(connection) ?? -Infinity)
      ? postJobsContract
      : getJobsContract;
  }

  /** Runs `ask` in the connection's contract; with `auto`, in POST where the tenant has no GET. */
  async run<T>(connection: ConnectionSettings, ask: (contract: JobsContract) => Promise<T>): Promise<T> {
    const contract = this.contractOf(connection);
    try {
      return await ask(contract);
    } catch (error) {
      if (connection.contract !== 'auto' || !isMissing(error)) throw error;
      if (contract === getJobsContract) return await this.runInPost(connection, ask, error);
      this.postUntilMs.delete(connection);
      return await ask(getJobsContract);
    }
  }

  private async runInPost<T>(
    connection: ConnectionSettings,
    ask: (contract: JobsContract) => Promise<T>,
    refusal: unknown,
  ): Promise<T> {
    try {
      const answer = await ask(postJobsContract);
      this.remember(connection);
      return answer;
    } catch (error) {
      // A tenant that has neither is told of by what the current contract said.
      if (isMissing(error)) throw refusal;
      // A contract that fails is there all the same.
      if (error instanceof UpstreamError) this.remember(connection);
      throw error;
    }
  }

  private remember(connection: ConnectionSettings): void {
    this.postUntilMs.set(connection, this.clock.monotonicMs() + REMEMBERED_MS);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof UpstreamError && NO_SUCH_CONTRACT.has(error.upstreamStatus);
}

import { Injectable } from '@nestjs/common';

import { Copies, type LookupOf } from '../cache/copies.js';
import type { CopyQuestion } from '../cache/copy-question.js';
import { copyKey } from '../cache/copy-key.js';
import type { ReadContext } from '../cache/read-context.js';
import type { Organization } from '../organizations/organization.js';
import { jobsContracts } from './contract/contract-choice.js';
import type { JobsQuestion } from './contract/jobs-contract.js';
import { jobsFromEarlierBoard } from './earlier-board.js';
import type { AskedJobs, HeldJobs } from './held-jobs.js';
import type { FindJobSelection } from './find-job-selection.js';
import { JobsClient } from './jobs.client.js';
import type { JobFilter } from './job-selection.js';

/** A copy of jobs, and how it was come by. */
export type JobsLookup = LookupOf<HeldJobs>;

/** Reads one organization's jobs: from a copy of the whole window, else from upstream. */
@Injectable()
export class OrganizationJobs {
  constructor(
    private readonly copies: Copies,
    private readonly client: JobsClient,
  ) {}

  /**
   * The window is asked without type and status, so that every selection of it is answered from one copy.
   * Where that is too much, the filters go upstream as far as the contract can say them.
   */
  async read(
    organization: Organization,
    filter: Pick<JobFilter, 'window' | 'types' | 'statuses'>,
    context: ReadContext,
  ): Promise<JobsLookup> {
    const all = await this.ask(organization, { window: filter.window }, context);
    if (all.copy.value.kind === 'jobs') return all;
    const narrowed = sayable(filter, all.copy.value.contract);
    if (Object.keys(narrowed).length === 0) return all;
    return await this.ask(organization, { window: filter.window, ...narrowed }, context);
  }

  /** The window of a job, or any copy that has it: a fresh one at once, an older one when the upstream fails. */
  async readAround(
    organization: Organization,
    { jobId, window }: Pick<FindJobSelection, 'jobId' | 'window'>,
    context: ReadContext,
  ): Promise<JobsLookup> {
    const hasJob = (held: HeldJobs): boolean =>
      held.kind === 'jobs' && held.jobs.some(({ id }) => id === jobId);
    const held = this.copies.find<HeldJobs>(organization, hasJob, context);
    if (held !== undefined) return held;
    try {
      return await this.read(organization, { window, types: [], statuses: [] }, context);
    } catch (error) {
      const older = this.copies.findInstead<HeldJobs>(organization, hasJob, { error, context });
      if (older === undefined) throw error;
      return older;
    }
  }

  private async ask(organization: Organization, asked: AskedJobs, context: ReadContext): Promise<JobsLookup> {
    const question: JobsQuestion = { organizationId: organization.id, ...asked };
    const { window, type = '', status = '' } = asked;
    const copyQuestion: CopyQuestion<HeldJobs> = {
      key: copyKey(organization, ['jobs', window.fromMs, window.toMs, type, status]),
      organization,
      load: (call) => this.client.fetch(organization, question, call),
      fromEarlier: (earlier, fetchedAtMs) => jobsFromEarlierBoard(asked, earlier, fetchedAtMs),
    };
    return await this.copies.read(copyQuestion, context);
  }
}

/** The filters that a contract can say: one type, one status, where it has a word for them. */
function sayable(
  { types, statuses }: Pick<JobFilter, 'types' | 'statuses'>,
  contract: HeldJobs['contract'],
): Omit<AskedJobs, 'window'> {
  const type = types.length === 1 ? types[0] : undefined;
  const status = statuses.length === 1 ? statuses[0] : undefined;
  const hasWord = type !== undefined && jobsContracts[contract].mayFilterByType(type);
  return { ...(hasWord ? { type } : {}), ...(status === undefined ? {} : { status }) };
}

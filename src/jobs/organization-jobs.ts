import { Injectable } from '@nestjs/common';

import { Copies, type CopyQuestion } from '../cache/copies.js';
import { copyKey } from '../cache/copy-key.js';
import type { Lookup, ReadContext } from '../cache/read-context.js';
import type { Copy } from '../cache/copy.js';
import type { Organization } from '../organizations/organization.js';
import type { JobsQuestion } from './contract/jobs-contract.js';
import type { HeldJobs } from './held-jobs.js';
import { JobsClient } from './jobs.client.js';
import type { JobFilter } from './job-selection.js';
import type { JobStatus, JobType } from './job-vocabulary.js';

/** A copy of jobs, and how it was come by. */
export type JobsLookup = Lookup & { readonly copy: Copy<HeldJobs> };

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
    const [type, ...otherTypes] = filter.types;
    const [status, ...otherStatuses] = filter.statuses;
    const narrowed = {
      ...(type !== undefined && otherTypes.length === 0 ? { type } : {}),
      ...(status !== undefined && otherStatuses.length === 0 ? { status } : {}),
    };
    const mayNarrow = all.copy.value.kind === 'tooMany' && Object.keys(narrowed).length > 0;
    return mayNarrow ? await this.ask(organization, { window: filter.window, ...narrowed }, context) : all;
  }

  /** A usable copy that has the job, whatever window it was asked for. */
  findHeld(organization: Organization, jobId: string, context: ReadContext): JobsLookup | undefined {
    const hasJob = (held: HeldJobs): boolean =>
      held.kind === 'jobs' && held.jobs.some(({ id }) => id === jobId);
    return this.copies.find<HeldJobs>(organization, hasJob, context);
  }

  private async ask(organization: Organization, asked: Asked, context: ReadContext): Promise<JobsLookup> {
    const question: JobsQuestion = { organizationId: organization.id, ...asked };
    const { window, type = '', status = '' } = asked;
    const copyQuestion: CopyQuestion<HeldJobs> = {
      key: copyKey(organization, ['jobs', window.fromMs, window.toMs, type, status]),
      organization,
      load: (call) => this.client.fetch(organization, question, call),
    };
    return await this.copies.read(copyQuestion, context);
  }
}

interface Asked {
  readonly window: JobFilter['window'];
  readonly type?: JobType;
  readonly status?: JobStatus;
}

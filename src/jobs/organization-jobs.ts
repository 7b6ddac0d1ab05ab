import { Injectable } from '@nestjs/common';

import type { CacheDirectives } from '../cache/cache-directives.js';
import { Copies, type LookupOf } from '../cache/copies.js';
import type { CopyQuestion } from '../cache/copy-question.js';
import { copyKey } from '../cache/copy-key.js';
import type { ReadContext } from '../cache/read-context.js';
import { Clock } from '../config/clock.js';
import type { Organization } from '../organizations/organization.js';
import { jobsContracts } from './contract/contract-choice.js';
import { jobsFromEarlierBoard } from './earlier-board.js';
import type { AskedJobs, HeldJobs } from './held-jobs.js';
import type { FindJobSelection } from './find-job-selection.js';
import { JobsClient } from './jobs.client.js';
import type { JobFilter } from './job-selection.js';
import type { TimeWindow } from './time-window.js';
import { SHARED_JOBS } from './shared-jobs.js';
import { WindowJobs, type WindowNeed } from './window-jobs.js';

const HOUR_MS = 3_600_000;

/** A copy of jobs, and how it was come by. */
export type JobsLookup = LookupOf<HeldJobs>;

/** Reads one organization's jobs: from a copy of the whole window, else from upstream. */
@Injectable()
export class OrganizationJobs {
  constructor(
    private readonly copies: Copies,
    private readonly client: JobsClient,
    private readonly windows: WindowJobs,
    private readonly clock: Clock,
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
      held.kind === 'jobs' && !held.jobs.every((row) => held.jobs.table.idAt(row) !== jobId);
    const held = this.copies.find<HeldJobs>(organization, hasJob, context);
    if (held !== undefined) return held;
    try {
      // The days around one job are no board: what is held of boards is not put aside for them.
      return await this.ask(organization, { window }, context, this.loadAsAsked(organization, { window }));
    } catch (error) {
      const older = this.copies.findInstead<HeldJobs>(organization, hasJob, { error, context });
      if (older === undefined) throw error;
      return older;
    }
  }

  private async ask(
    organization: Organization,
    asked: AskedJobs,
    context: ReadContext,
    load: CopyQuestion<HeldJobs>['load'] = this.loadOf(organization, asked, context),
  ): Promise<JobsLookup> {
    const { window, type = '', status = '' } = asked;
    const isWindow = type === '' && status === '';
    const question: CopyQuestion<HeldJobs> = {
      key: copyKey(organization, ['jobs', window.fromMs, window.toMs, type, status]),
      // A window that is over does not move on.
      ...(window.toMs > this.clock.wallMs()
        ? { seriesKey: copyKey(organization, ['board', lengthOf(window), type, status]) }
        : {}),
      organization,
      form: SHARED_JOBS,
      load,
      derive: (freshMs) => (isWindow ? this.windows.derive(organization, window, freshMs) : undefined),
      fromEarlier: (earlier, fetchedAtMs) => jobsFromEarlierBoard(asked, earlier, fetchedAtMs),
    };
    return await this.copies.read(question, context);
  }

  /** A window is read as far as it is not held; one with a filter is too large to be held. */
  private loadOf(
    organization: Organization,
    asked: AskedJobs,
    { directives }: ReadContext,
  ): CopyQuestion<HeldJobs>['load'] {
    const { window, type, status } = asked;
    if (type !== undefined || status !== undefined) return this.loadAsAsked(organization, asked);
    return (call) => this.windows.fetch({ organization, window, need: needOf(directives) }, call);
  }

  private loadAsAsked(organization: Organization, asked: AskedJobs): CopyQuestion<HeldJobs>['load'] {
    return (call) => this.client.fetch(organization, { organizationId: organization.id, ...asked }, call);
  }
}

/** In whole hours: a board that moves is now and then a minute longer. */
function lengthOf({ fromMs, toMs }: TimeWindow): number {
  return Math.floor((toMs - fromMs) / HOUR_MS);
}

function needOf({ mustAsk, isAfterChanges }: CacheDirectives): WindowNeed {
  if (!mustAsk) return 'freshness';
  return isAfterChanges === true ? 'changes' : 'everything';
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

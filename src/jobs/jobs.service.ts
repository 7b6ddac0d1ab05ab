import { Injectable } from '@nestjs/common';

import type { Gathered } from '../aggregation/aggregate.decorator.js';
import { fanOut } from '../aggregation/fan-out.js';
import { isAnswered, type AnsweredSource } from '../aggregation/source.js';
import type { ReadContext } from '../cache/read-context.js';
import { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import { ContractChoice } from './contract/contract-choice.js';
import type { FindJobSelection } from './find-job-selection.js';
import type { JobFilter, JobSelection } from './job-selection.js';
import { OrganizationJobs, type JobsLookup } from './organization-jobs.js';
import { startFromJobId } from './read-job-id.js';
import { windowAround } from './time-window.js';
import type { JobRows } from './table/job-rows.js';
import { selectRows } from './table/select-rows.js';
import { makeOrder } from './table/sorted-rows.js';

/** Asks every organization of a selection for its jobs. */
@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: OrganizationJobs,
    private readonly contracts: ContractChoice,
    private readonly clock: Clock,
  ) {}

  /** The selected jobs of each organization, unsorted. */
  async list<Filter extends JobFilter>(
    filter: Filter,
    context: ReadContext,
  ): Promise<Gathered<Filter, JobRows>> {
    const { mayNarrow } = filter;
    const select = (jobs: JobRows): JobRows => selectRows(jobs, filter);
    const ask = async (organization: Organization): Promise<AnsweredSource<JobRows>> =>
      answered(organization, await this.jobs.read(organization, filter, context), { select, mayNarrow });
    return { selection: filter, results: await this.askAll(filter.organizations, ask) };
  }

  /** The same for one who wants them in order: the orders are there already, and were made one a turn. */
  async listForOrder<Filter extends JobFilter & Pick<JobSelection, 'sort'>>(
    filter: Filter,
    context: ReadContext,
  ): Promise<Gathered<Filter, JobRows>> {
    const gathered = await this.list(filter, context);
    const answers = gathered.results.filter(isAnswered);
    await Promise.all(answers.map(({ value }) => makeOrder(value, filter.sort)));
    return gathered;
  }

  /** The one job, at most, that each organization has under an id. */
  async find(
    selection: FindJobSelection,
    context: ReadContext,
  ): Promise<Gathered<FindJobSelection, JobRows>> {
    const { jobId, organizations } = selection;
    const startMs = startFromJobId(jobId);
    const isDated = startMs !== undefined;
    const window = isDated ? windowAround(startMs, this.clock.wallMs()) : selection.window;
    const ask = async (organization: Organization): Promise<AnsweredSource<JobRows>> => {
      const lookup = await this.jobs.readAround(organization, { jobId, window }, context);
      const select = (jobs: JobRows): JobRows => jobs.filter((row) => jobs.table.idAt(row) === jobId);
      return answered(organization, lookup, { select, mayNarrow: !isDated });
    };
    return { selection, results: await this.askAll(organizations, ask) };
  }

  private async askAll<T>(
    organizations: readonly Organization[],
    ask: (organization: Organization) => Promise<AnsweredSource<T>>,
  ) {
    const contractOf = ({ connection }: Organization): string => this.contracts.contractOf(connection).name;
    return await fanOut({ organizations, ask, contractOf });
  }
}

function answered(
  organization: Organization,
  { copy, state, error }: JobsLookup,
  { select, mayNarrow }: { select: (jobs: JobRows) => JobRows; mayNarrow: boolean },
): AnsweredSource<JobRows> {
  const held = copy.value;
  if (held.kind === 'tooMany') throw tooMany(organization, held.total, mayNarrow);
  const value = select(held.jobs);
  return {
    organization,
    contract: held.contract,
    state,
    fetchedAtMs: copy.fetchedAtMs,
    value,
    itemCount: value.length,
    organizationName: organization.name ?? firstOwnerName(held.jobs),
    error: error ?? held.omission,
  };
}

/** The name that the vendor gives the organization, where any of its jobs tells it. */
function firstOwnerName(jobs: JobRows): string | null {
  if (jobs.table.columns.ownerWords.every(({ name }) => name === null)) return null;
  for (let position = 0; position < jobs.length; position += 1) {
    const { name } = jobs.table.ownerAt(jobs.rowAt(position));
    if (name !== null) return name;
  }
  return null;
}

/** A fault of the request where the caller can ask for less, else of this organization alone. */
function tooMany({ name, id }: Organization, total: number, mayNarrow: boolean): AppError {
  const count = `the window holds ${total} jobs of ${name ?? id}, more than are read at once`;
  if (!mayNarrow) return new AppError('upstream-invalid', `It cannot be read: ${count}.`);
  const message = `${count}: narrow it, or ask for one type and status`;
  return new AppError('validation-failed', 'The selection is too large.', {
    faults: [{ parameter: 'from', message }],
  });
}

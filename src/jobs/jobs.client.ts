import { Injectable, Logger } from '@nestjs/common';

import type { Loaded } from '../cache/copy-question.js';
import { ConfigService } from '../config/config.service.js';
import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import { UpstreamError } from '../upstream/upstream-error.js';
import type { CallContext } from '../upstream/upstream-request.js';
import { UpstreamClient } from '../upstream/upstream.client.js';
import { ContractChoice } from './contract/contract-choice.js';
import type { JobsContract, JobsQuestion, PageRequest } from './contract/jobs-contract.js';
import type { HeldJobs } from './held-jobs.js';
import { jobsSizeBytes } from './held-size.js';
import { mapInSlices } from './map-in-slices.js';
import { normalizeJob } from './normalize-job.js';
import { turnBefore } from './own-turn.js';
import { jobIdOf } from './read-job-id.js';
import { readJobsAnswer, type JobsPage } from './read-jobs-answer.js';
import { JobRows } from './table/job-rows.js';
import { JobTableBuilder } from './table/job-table-builder.js';
import { walkPages, type PageWalk } from './walk-pages.js';

const EMPTY_BYTES = 1_000;

/** Reads all jobs that one organization has for a question, in whichever contract its connection speaks. */
@Injectable()
export class JobsClient {
  private readonly logger = new Logger(JobsClient.name);

  constructor(
    private readonly upstream: UpstreamClient,
    private readonly contracts: ContractChoice,
    private readonly config: ConfigService,
  ) {}

  /** Every job once, normalized. Rejects with an `AppError`; what was left out is told in the value. */
  async fetch(
    organization: Organization,
    question: JobsQuestion,
    call: CallContext,
  ): Promise<Loaded<HeldJobs>> {
    const { connection } = organization;
    try {
      return await this.contracts.run(connection, (contract) =>
        this.read({ organization, question, contract }, call),
      );
    } catch (error) {
      if (!call.signal.aborted) this.reportFailure(organization, error);
      throw error;
    }
  }

  private async read(reading: Reading, call: CallContext): Promise<Loaded<HeldJobs>> {
    const jobs = new JobTableBuilder();
    const walk = await this.walk(reading, call, jobs);
    if (walk.kind === 'read') return await this.hold(reading, walk, jobs);
    const value: HeldJobs = { kind: 'tooMany', contract: reading.contract.name, total: walk.total };
    return { value, isComplete: true, sizeBytes: EMPTY_BYTES };
  }

  private async walk(
    { organization, question, contract }: Reading,
    call: CallContext,
    jobs: JobTableBuilder,
  ): Promise<PageWalk<RecognizedRecord>> {
    const { connection } = organization;
    const giveUp = new AbortController();
    const signal = AbortSignal.any([call.signal, giveUp.signal]);
    const fetchPage = async (page: PageRequest): Promise<JobsPage<RecognizedRecord>> => {
      const request = contract.toRequest(question, page, connection);
      const turn = { lane: organization.id, isFollowUp: page.index > 1 };
      const answer = readJobsAnswer(
        await this.upstream.ask(connection, request, { ...call, ...turn, signal }),
      );
      const records = await mapInSlices(answer.records, (record) => recognize(record, organization, jobs));
      return { ...answer, records };
    };
    try {
      const { upstream, maxJobsPerOrganization } = this.config.current;
      return await walkPages({
        fetchPage,
        pageSize: upstream.pageSize,
        maxJobs: maxJobsPerOrganization,
        keyOf: ({ key }) => key,
      });
    } catch (error) {
      // One page that failed fails the walk: nobody waits for the others any more.
      giveUp.abort(new AppError('upstream-unavailable', 'Another page of the same answer failed.'));
      throw error;
    }
  }

  private async hold(
    { organization, question, contract }: Reading,
    walk: WholeWalk,
    read: JobTableBuilder,
  ): Promise<Loaded<HeldJobs>> {
    const { records } = walk;
    // Organizations of one size have their last pages at the same time.
    await turnBefore(records.length);
    const rows = records.flatMap((record) => (record.kind === 'job' ? [record.row] : []));
    const foreign = records.filter(({ kind }) => kind === 'foreign').length;
    if (foreign > 0) this.reportForeign(organization, foreign);
    const omission = omissionOf({ leftOut: records.length - rows.length, walk });
    const jobs = new JobRows(read.tableOf(rows));
    return {
      value: { kind: 'jobs', asked: question, contract: contract.name, jobs, omission },
      isComplete: omission === undefined,
      sizeBytes: jobsSizeBytes(jobs),
    };
  }

  private reportFailure({ id, connection }: Organization, error: unknown): void {
    if (!(error instanceof AppError)) return;
    this.logger.warn({
      code: 'upstream_failed',
      connection: connection.name,
      organizationId: id,
      problem: error.code,
      upstreamStatus: error instanceof UpstreamError ? error.upstreamStatus : undefined,
      message: 'the jobs of an organization could not be read',
    });
  }

  private reportForeign({ id, connection }: Organization, count: number): void {
    this.logger.error({
      code: 'foreign_jobs',
      connection: connection.name,
      organizationId: id,
      count,
      message: 'the upstream answered with jobs of another organization; they are left out',
    });
  }
}

/** One question, as it is put to one organization. */
interface Reading {
  readonly organization: Organization;
  readonly question: JobsQuestion;
  readonly contract: JobsContract;
}

type WholeWalk = PageWalk<RecognizedRecord> & { readonly kind: 'read' };

/** A record, under a key that no other organization's record can take; a job has been taken in, and is the row of that number. */
type RecognizedRecord =
  | { readonly kind: 'job'; readonly key: string; readonly row: number }
  | { readonly kind: 'foreign'; readonly key: string }
  | { readonly kind: 'faulty'; readonly key: undefined };

function recognize(record: unknown, organization: Organization, jobs: JobTableBuilder): RecognizedRecord {
  const normalized = normalizeJob(record, organization);
  const { kind } = normalized;
  switch (kind) {
    case 'job':
      return { kind, key: normalized.job.id, row: jobs.add(normalized.job) };
    case 'foreign':
      return { kind, key: `another organization's ${jobIdOf(record) ?? ''}` };
    case 'faulty':
      return { kind, key: undefined };
    default:
      return kind satisfies never;
  }
}

function omissionOf({ leftOut, walk }: { leftOut: number; walk: WholeWalk }): AppError | undefined {
  const faults = [
    ...(leftOut > 0 ? [`${leftOut} records could not be used`] : []),
    ...(walk.isWhole
      ? []
      : [
          `${walk.records.length} of ${walk.announced ?? 'more'} announced records came, also at a second look`,
        ]),
  ];
  if (faults.length === 0) return undefined;
  const members = leftOut > 0 ? { recordsLeftOut: leftOut } : {};
  return new AppError('upstream-invalid', `The answer lacks something: ${faults.join('; ')}.`, { members });
}

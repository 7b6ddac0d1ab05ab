import { Injectable } from '@nestjs/common';

import { copyOwner } from '../cache/copy-key.js';
import type { Loaded } from '../cache/copy-question.js';
import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { Organization } from '../organizations/organization.js';
import type { CallContext } from '../upstream/upstream-request.js';
import type { JobsQuestion } from './contract/jobs-contract.js';
import type { HeldJobs } from './held-jobs.js';
import { HeldTimelines } from './held-timelines.js';
import { jobsSizeBytes } from './held-size.js';
import { JobsClient } from './jobs.client.js';
import { planAnew, planRead, type ReadPlan } from './timeline/plan-read.js';
import type { TimeWindow } from './time-window.js';
import { Turns } from './turns.js';

export interface WindowRead {
  readonly organization: Organization;
  /** Whole minutes. */
  readonly window: TimeWindow;
  readonly need: WindowNeed;
}

/** No older than the freshness of copies; with every change up to now; or everything anew, whatever is held. */
export type WindowNeed = 'freshness' | 'changes' | 'everything';

interface PlannedRead extends Omit<WindowRead, 'need'> {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly freshMs: number;
}

type Answer = ReadPlan & { readonly kind: 'answer' };

/** Reads the jobs of a window from what is held of their organization's timeline, and asks only for what may have changed. */
@Injectable()
export class WindowJobs {
  private readonly turns = new Turns();

  constructor(
    private readonly client: JobsClient,
    private readonly timelines: HeldTimelines,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** The jobs, where what is held tells them without a question and no older than `freshMs`. */
  derive(organization: Organization, window: TimeWindow, freshMs: number): Loaded<HeldJobs> | undefined {
    const read = { organization, window, nowMs: this.clock.wallMs(), freshMs };
    const plan = this.plan(read);
    return plan.kind === 'answer' ? { ...this.loadedOf(read, plan), ...ageOf(plan) } : undefined;
  }

  /** The jobs, asked for as far as they are not held: at most two questions. Rejects with an `AppError`. */
  async fetch(read: WindowRead, call: CallContext): Promise<Loaded<HeldJobs>> {
    const { freshMs } = this.config.current.cache;
    // Without any freshness everything is asked for each time: there is nothing to hold.
    if (freshMs === 0) return await this.client.fetch(read.organization, questionOf(read), call);
    const plan = this.planFirst(read);
    if (plan.kind === 'answer') return { ...this.loadedOf(read, plan), ...ageOf(plan) };
    if (plan.purpose === 'exact') return await this.ask(read.organization, read.window, call);
    // Boards that stand side by side are renewed by one question, not by one each.
    return await this.turns.run(copyOwner(read.organization), call.signal, () => this.renew(read, call));
  }

  private async renew(read: WindowRead, call: CallContext): Promise<Loaded<HeldJobs>> {
    const plan = this.planFirst(read);
    if (plan.kind === 'answer') return { ...this.loadedOf(read, plan), ...ageOf(plan) };
    const askedAtMs = this.clock.wallMs();
    await this.ask(read.organization, plan.window, call);
    const nowMs = this.clock.wallMs();
    const answer = this.plan({ ...read, nowMs, freshMs: nowMs - askedAtMs });
    if (answer.kind === 'answer') return this.loadedOf(read, answer);
    return await this.ask(read.organization, read.window, call);
  }

  private planFirst({ organization, window, need }: WindowRead): ReadPlan {
    const nowMs = this.clock.wallMs();
    switch (need) {
      case 'everything':
        return planAnew({ timeline: this.timelines.of(organization).timeline, window, nowMs });
      case 'changes':
        return this.plan({ organization, window, nowMs, freshMs: -1 });
      case 'freshness':
        // At the very end of its freshness an answer is no longer fresh, RFC 9111 section 4.2.
        return this.plan({ organization, window, nowMs, freshMs: this.config.current.cache.freshMs - 1 });
      default:
        return need satisfies never;
    }
  }

  private plan({ organization, window, nowMs, freshMs }: PlannedRead): ReadPlan {
    const { timeline } = this.timelines.of(organization);
    return planRead({ timeline, window, nowMs, freshMs, pageSize: this.config.current.upstream.pageSize });
  }

  /** Asks for a window as it is named; a whole answer is taken into the timeline. */
  private async ask(
    organization: Organization,
    window: TimeWindow,
    call: CallContext,
  ): Promise<Loaded<HeldJobs>> {
    const epoch = this.timelines.epochOf(organization);
    const askedAtMs = this.clock.wallMs();
    const loaded = await this.client.fetch(organization, questionOf({ organization, window }), call);
    if (loaded.isComplete)
      this.timelines.absorb({ organization, window, held: loaded.value, askedAtMs, epoch });
    return loaded;
  }

  private loadedOf({ organization, window }: Omit<WindowRead, 'need'>, { jobs }: Answer): Loaded<HeldJobs> {
    const { contract } = this.timelines.of(organization);
    const value: HeldJobs =
      jobs.length > this.config.current.maxJobsPerOrganization
        ? { kind: 'tooMany', contract, total: jobs.length }
        : { kind: 'jobs', asked: { window }, contract, jobs: jobs.compact(), omission: undefined };
    const sizeBytes = value.kind === 'jobs' ? jobsSizeBytes(value.jobs) : 0;
    return { value, isComplete: true, sizeBytes };
  }
}

function questionOf({ organization, window }: Omit<WindowRead, 'need'>): JobsQuestion {
  return { organizationId: organization.id, window };
}

function ageOf({
  askedAtMs,
  isSettled,
  freshUntilMs,
}: Answer): Pick<Loaded<HeldJobs>, 'askedAtMs' | 'settledUntilMs'> {
  return isSettled ? { askedAtMs, settledUntilMs: freshUntilMs } : { askedAtMs };
}

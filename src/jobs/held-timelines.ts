import { Injectable } from '@nestjs/common';

import { asideKey } from '../cache/copy-key.js';
import { CopyStore } from '../cache/copy-store.js';
import { Clock } from '../config/clock.js';
import type { Organization } from '../organizations/organization.js';
import type { HeldJobs } from './held-jobs.js';
import { timelineSizeBytes } from './held-size.js';
import { absorbAnswer } from './timeline/absorb-answer.js';
import { BASE_LIFE_MS, emptyTimeline, type JobTimeline } from './timeline/job-timeline.js';
import { giveUpWindow } from './timeline/timeline-size.js';
import type { TimeWindow } from './time-window.js';

/** What is known of an organization's jobs, and of the answers it comes from. */
export interface HeldTimeline {
  readonly timeline: JobTimeline;
  /** The contract of the last answer. */
  readonly contract: HeldJobs['contract'];
  /** Epoch milliseconds: when the last answer had come. */
  readonly answeredAtMs: number;
}

/** A whole answer to a question about one organization, on its way into the timeline. */
export interface TimelineAnswer {
  readonly organization: Organization;
  readonly window: TimeWindow;
  readonly held: HeldJobs;
  /** Epoch milliseconds: when the question was sent. */
  readonly askedAtMs: number;
  /** What `epoch` said then. */
  readonly epoch: number;
}

const NOTHING: HeldTimeline = { timeline: emptyTimeline(), contract: 'get', answeredAtMs: -Infinity };

/** The timeline of each organization, held beside its copies: bounded in memory with them, and dropped with them. */
@Injectable()
export class HeldTimelines {
  constructor(
    private readonly store: CopyStore,
    private readonly clock: Clock,
  ) {}

  /** Changes when something is dropped: what was asked for before is not taken in after. */
  epochOf(organization: Organization): number {
    return this.store.epochOf(organization);
  }

  of(organization: Organization): HeldTimeline {
    return this.store.asideOf<HeldTimeline>(asideKey(organization, 'timeline')) ?? NOTHING;
  }

  /**
   * Takes an answer in, unless another came while it was asked for: answers teach by what one of them lacks and a
   * later one has, so that of two at the same time it is not known which is the later.
   */
  absorb({ organization, window, held, askedAtMs, epoch }: TimelineAnswer): void {
    const before = this.of(organization);
    if (askedAtMs < before.answeredAtMs || epoch !== this.epochOf(organization)) return;
    const timeline =
      held.kind === 'jobs'
        ? absorbAnswer({ timeline: before.timeline, window, jobs: held.jobs.toTable(), askedAtMs })
        : giveUpWindow(before.timeline, window, askedAtMs);
    this.hold(organization, { timeline, contract: held.contract, answeredAtMs: this.clock.wallMs() });
  }

  private hold(organization: Organization, held: HeldTimeline): void {
    this.store.putAside(asideKey(organization, 'timeline'), held, {
      sizeBytes: timelineSizeBytes(held.timeline),
      lifeMs: BASE_LIFE_MS,
    });
  }
}

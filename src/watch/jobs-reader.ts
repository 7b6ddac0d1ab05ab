import { Injectable } from '@nestjs/common';

import { isAnswered, type AnsweredSource } from '../aggregation/source.js';
import type { CacheDirectives } from '../cache/cache-directives.js';
import { readContextOf, ReadContexts, type Lookup } from '../cache/read-context.js';
import { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import { JobsService } from '../jobs/jobs.service.js';
import { DEFAULT_WINDOW_MS, roundOutward, type TimeWindow } from '../jobs/time-window.js';
import type { Organization } from '../organizations/organization.js';

/** The jobs of the last seven days, and when the upstream was asked for them. */
export interface ReadJobs {
  readonly source: AnsweredSource<JobRows>;
  readonly window: TimeWindow;
  readonly fetchedAtMonotonicMs: number;
}

export interface ReadLimits {
  /** Monotonic clock: a copy fetched at this moment or before is too old. */
  readonly newerThanMs: number;
  /** Aborts when the service ends. */
  readonly signal: AbortSignal;
}

const COPIES_ONLY: CacheDirectives = { mustAsk: false, mayOnlyUseCopies: true };
/** Whatever copies there are, the upstream is asked; of a long window only for what can have changed. */
const CHANGES: CacheDirectives = { mustAsk: true, isAfterChanges: true, mayOnlyUseCopies: false };

/** Reads one organization's jobs through the copies that callers share: what they had fetched just now is not asked for again. */
@Injectable()
export class JobsReader {
  constructor(
    private readonly jobs: JobsService,
    private readonly contexts: ReadContexts,
    private readonly clock: Clock,
  ) {}

  /** Rejects with the `AppError` of the organization; an older copy in place of a failure is a failure here. */
  async read(organization: Organization, { newerThanMs, signal }: ReadLimits): Promise<ReadJobs> {
    const held = await this.ask(organization, COPIES_ONLY, signal);
    if (held.lookup?.state === 'cached' && held.lookup.copy.fetchedAtMonotonicMs > newerThanMs)
      return found(held);
    return found(await this.ask(organization, CHANGES, signal));
  }

  private async ask(organization: Organization, directives: CacheDirectives, signal: AbortSignal) {
    const request = { headers: {}, signal };
    const close = this.contexts.open(request);
    try {
      const context = { ...readContextOf(request), directives };
      const nowMs = this.clock.wallMs();
      const window = roundOutward({ fromMs: nowMs - DEFAULT_WINDOW_MS, toMs: nowMs });
      const all = { types: [], statuses: [], allowPartial: true, mayNarrow: false };
      const { results } = await this.jobs.list({ ...all, organizations: [organization], window }, context);
      return { source: results[0], lookup: context.lookups.at(-1), window };
    } finally {
      close();
    }
  }
}

interface Asked {
  readonly source: Awaited<ReturnType<JobsService['list']>>['results'][number] | undefined;
  readonly lookup: Lookup | undefined;
  readonly window: TimeWindow;
}

function found({ source, lookup, window }: Asked): ReadJobs {
  if (source === undefined || lookup === undefined || !isAnswered(source) || source.state === 'stale')
    throw source?.error ?? new AppError('not-cached', 'The organization could not be looked at.');
  return { source, window, fetchedAtMonotonicMs: lookup.copy.fetchedAtMonotonicMs };
}

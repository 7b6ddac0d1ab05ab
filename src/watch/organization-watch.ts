import { Logger } from '@nestjs/common';

import type { Cancel, Clock } from '../config/clock.js';
import { asAppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import type { JobsReader, ReadJobs } from './jobs-reader.js';
import type { Look } from './look.js';
import { SeenJobs } from './seen-jobs.js';

export interface WatchSetup {
  readonly reader: JobsReader;
  readonly clock: Clock;
  readonly pollMs: number;
  /** Ends looks that are under way when the service ends. */
  readonly signal: AbortSignal;
  readonly onLook: (look: Look) => void;
}

/**
 * Looks at one organization again and again, and tells what changed. A look that fails changes nothing: the next
 * one is compared with the last that succeeded.
 */
export class OrganizationWatch {
  /** Monotonic clock, since when nobody wants it; undefined while somebody does. */
  restsSinceMs: number | undefined;
  private readonly logger = new Logger(OrganizationWatch.name);
  private seen: SeenJobs | undefined;
  private lookedAtMs = -Infinity;
  private fetchedAtMs = -Infinity;
  private isLooking = false;
  private hasFailed = false;
  private cancel: Cancel | undefined;

  constructor(
    private organization: Organization,
    private readonly setup: WatchSetup,
  ) {}

  /** Goes on looking, never sooner than one interval after the last look, however often it rested meanwhile. */
  follow(organization: Organization): void {
    this.organization = organization;
    this.restsSinceMs = undefined;
    if (this.cancel !== undefined) return;
    const nowMs = this.setup.clock.monotonicMs();
    if (nowMs - this.lookedAtMs >= this.setup.pollMs) this.look();
    else this.plan(this.lookedAtMs + this.setup.pollMs - nowMs);
  }

  /** Stops looking, and remembers what was seen. */
  rest(): void {
    this.restsSinceMs ??= this.setup.clock.monotonicMs();
    this.cancel?.();
    this.cancel = undefined;
  }

  private plan(delayMs: number): void {
    this.cancel = this.setup.clock.after(delayMs, () => this.look());
  }

  private look(): void {
    this.plan(this.setup.pollMs);
    // A look that takes longer than the interval is waited for.
    if (this.isLooking) return;
    this.isLooking = true;
    const { clock, pollMs, reader, signal } = this.setup;
    this.lookedAtMs = clock.monotonicMs();
    const newerThanMs = Math.max(this.fetchedAtMs, this.lookedAtMs - pollMs);
    const { organization } = this;
    void reader
      .read(organization, { newerThanMs, signal })
      .then(
        (read) => this.compare(organization, read),
        (error: unknown) => this.fail(error),
      )
      .finally(() => (this.isLooking = false));
  }

  private compare(organization: Organization, { source, window, fetchedAtMonotonicMs }: ReadJobs): void {
    if (this.setup.signal.aborted) return;
    this.fetchedAtMs = fetchedAtMonotonicMs;
    if (this.hasFailed) this.logger.log({ code: 'watch_recovered', ...this.named('is read again') });
    this.hasFailed = false;
    const isFirst = this.seen === undefined;
    const changes = this.seen?.compare(source.value, window.fromMs) ?? [];
    this.seen ??= new SeenJobs(source.value);
    this.setup.onLook({ organization, source, window, changes, isFirst });
  }

  /** Said once, and not at every look until it is over. */
  private fail(error: unknown): void {
    if (this.hasFailed || this.setup.signal.aborted) return;
    this.hasFailed = true;
    const problem = asAppError(error).code;
    this.logger.warn({ code: 'watch_failed', problem, ...this.named('could not be looked at') });
  }

  private named(what: string): object {
    const { id, connection } = this.organization;
    return {
      organizationId: id,
      connection: connection.name,
      message: `an organization that is followed ${what}`,
    };
  }
}

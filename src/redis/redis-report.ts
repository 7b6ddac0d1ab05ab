import { Logger } from '@nestjs/common';

import { failureKindOf } from './failure-kind.js';

/** Says once that Redis is away, once that it is back, and once for each connection what it refuses. */
export class RedisReport {
  private readonly logger = new Logger(RedisReport.name);
  private readonly refusals = new Set<string>();
  private isAway = false;

  away(error: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    const message = 'Redis cannot be used; everything goes on without it';
    this.logger.warn({ code: 'redis_unavailable', kind: failureKindOf(error), message });
  }

  /** A new connection is in use. */
  back(): void {
    this.refusals.clear();
    if (!this.isAway) return;
    this.isAway = false;
    this.logger.log({ code: 'redis_back', message: 'Redis is used again' });
  }

  /** Once for each kind: a full Redis refuses every write. */
  refusal(error: unknown): void {
    const kind = failureKindOf(error);
    if (this.refusals.has(kind)) return;
    this.refusals.add(kind);
    this.logger.warn({ code: 'redis_refused', kind, message: 'Redis refuses a command' });
  }
}

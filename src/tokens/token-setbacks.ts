import type { Logger } from '@nestjs/common';

import type { Clock } from '../config/clock.js';
import { AppError, asAppError } from '../errors/app-error.js';
import type { ClientProof } from './client-proof.js';
import { CredentialError } from './credential-error.js';
import { FailurePause } from './failure-pause.js';
import { RefusalBackoff } from './refusal-backoff.js';
import { tokenFailure } from './token-failure.js';

/** How long a renewal that failed behind the callers' backs is not repeated there. */
const RENEWAL_REST_MS = 5_000;

/** What a connection's failed token requests mean for the next ones. Each real failure is one log line, a wait none. */
export class TokenSetbacks {
  private readonly pause = new FailurePause();
  private readonly backoff = new RefusalBackoff();
  private renewalRestsUntilMs = 0;

  constructor(
    private readonly connectionName: string,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** The failure to answer with at once, without asking anybody. */
  get current(): AppError | undefined {
    return this.pause.failureAt(this.clock.monotonicMs());
  }

  get mayRenewBehind(): boolean {
    return this.current === undefined && this.clock.monotonicMs() >= this.renewalRestsUntilMs;
  }

  /** Throws while these very proofs are left alone after a refusal. */
  assertMayTry(proofs: readonly ClientProof[]): void {
    const waitMs = this.backoff.remainingMs(fingerprintOf(proofs), this.clock.monotonicMs());
    if (waitMs === 0) return;
    this.restRenewal();
    throw this.refusal(waitMs);
  }

  refused(proofs: readonly ClientProof[]): AppError {
    this.restRenewal();
    const failure = this.refusal(this.backoff.begin(fingerprintOf(proofs), this.clock.monotonicMs()));
    this.logger.error({
      ...this.logged('token_refused', failure),
      retryAfterSeconds: failure.retryAfterSeconds,
    });
    return failure;
  }

  failed(error: unknown): AppError {
    this.restRenewal();
    const failure = this.failureOf(error);
    this.pause.begin(failure, this.clock.monotonicMs());
    // What is wrong with a file of ours helps whoever runs the service; callers are not told.
    this.logger.warn(this.logged('token_failed', error instanceof CredentialError ? error : failure));
    return failure;
  }

  succeeded(): void {
    this.pause.end();
    this.backoff.end();
    this.renewalRestsUntilMs = 0;
  }

  private restRenewal(): void {
    this.renewalRestsUntilMs = this.clock.monotonicMs() + RENEWAL_REST_MS;
  }

  private refusal(waitMs: number): AppError {
    return tokenFailure(this.connectionName, 'upstream-unauthorized', Math.ceil(waitMs / 1000));
  }

  private failureOf(error: unknown): AppError {
    if (!(error instanceof CredentialError)) return asAppError(error);
    return new AppError(
      'upstream-unauthorized',
      `The credential of connection ${this.connectionName} is unusable.`,
    );
  }

  private logged(code: string, { message }: Error): Record<string, unknown> {
    return { code, connection: this.connectionName, message };
  }
}

function fingerprintOf(proofs: readonly ClientProof[]): string {
  return proofs.map(({ fingerprint }) => fingerprint).join(' ');
}

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { knownCallerOf } from '../auth/caller.js';
import { AppError } from '../errors/app-error.js';
import { rateHeaders } from './rate-headers.js';
import { type Allowance, RateLimiter } from './rate-limiter.js';

/** Lets each client send as many requests a minute as its configuration says, and tells it with every answer what is left. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const [request, response] = context.getArgs<[object, object]>();
    const caller = knownCallerOf(request);
    // Nobody is known where the route is public: who is not known elsewhere has been refused before.
    if (caller === undefined) return true;
    const spent = this.limiter.spend(caller.client);
    return spent instanceof Promise
      ? spent.then((allowance) => this.decide(response, allowance))
      : this.decide(response, spent);
  }

  private decide(response: object, allowance: Allowance): boolean {
    this.tell(response, rateHeaders(allowance));
    if (allowance.isAllowed) return true;
    throw new AppError('rate-limited', `This client may send ${allowance.limit} requests a minute.`, {
      retryAfterSeconds: allowance.resetSeconds,
    });
  }

  /** The header is set before the answer is made, so that refusals and failures carry it, too. */
  private tell(response: object, headers: Readonly<Record<string, string>>): void {
    const adapter = this.adapterHost.httpAdapter;
    for (const [name, value] of Object.entries(headers)) adapter.setHeader(response, name, value);
  }
}

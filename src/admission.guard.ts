import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import { AuthGuard } from './auth/auth.guard.js';
import { PermissionGuard } from './auth/permission.guard.js';
import { RequestNote } from './config/request-note.js';
import { AcceptGuard } from './errors/accept.guard.js';
import { PlaceGuard } from './limits/place.guard.js';
import { RateLimitGuard } from './limits/rate-limit.guard.js';

interface Guard {
  canActivate(context: ExecutionContext): boolean | Promise<boolean>;
}

/** Lets in, or says why not; the same for a request however often it is asked. */
type Decision = () => boolean | Promise<boolean>;

/** Nearly every decision. */
const LET_IN: Decision = () => true;

/** Asks the guards of every route, in their order. A request is decided once, however often it comes by here. */
@Injectable()
export class AdmissionGuard implements CanActivate {
  private readonly guards: readonly Guard[];
  private readonly decisions = new RequestNote<Decision>('decision');

  /**
   * Who is calling comes first, then whether there is room for one more of theirs, then how often they ask: what is
   * refused for want of a place is not paid for. Then whether they may, then what they take.
   */
  constructor(
    auth: AuthGuard,
    place: PlaceGuard,
    rateLimit: RateLimitGuard,
    permission: PermissionGuard,
    accept: AcceptGuard,
  ) {
    this.guards = [auth, place, rateLimit, permission, accept];
  }

  /** At once where nobody has to be waited for. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const [request] = context.getArgs<[object]>();
    const known = this.decisions.of(request);
    if (known !== undefined) return known();
    const decision = this.decide(context);
    this.decisions.write(request, decision);
    return decision();
  }

  private decide(context: ExecutionContext): Decision {
    try {
      const isLetIn = this.ask(context, 0);
      return isLetIn === true ? LET_IN : () => isLetIn;
    } catch (refusal) {
      return () => {
        throw refusal;
      };
    }
  }

  /** Asks the guards from that place on. */
  private ask(context: ExecutionContext, from: number): boolean | Promise<boolean> {
    for (let place = from; place < this.guards.length; place += 1) {
      const isLetIn = this.guards[place]!.canActivate(context);
      if (isLetIn instanceof Promise) return isLetIn.then((isIn) => isIn && this.ask(context, place + 1));
      if (!isLetIn) return false;
    }
    return true;
  }
}

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import { knownCallerOf } from '../auth/caller.js';
import { holderAt, holderOf } from './holder.js';
import { RequestPlaces } from './request-places.js';

interface IncomingRequest {
  readonly ip: string;
}

/** Lets each client have its share of the places in flight, and each address where a route asks for no client. */
@Injectable()
export class PlaceGuard implements CanActivate {
  constructor(private readonly places: RequestPlaces) {}

  canActivate(context: ExecutionContext): boolean {
    const [request] = context.getArgs<[IncomingRequest]>();
    const caller = knownCallerOf(request);
    this.places.claim(request, caller === undefined ? holderAt(request.ip) : holderOf(caller.client));
    return true;
  }
}

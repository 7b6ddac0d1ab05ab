import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import { knownCallerOf } from '../auth/caller.js';
import { RequestPlaces } from './request-places.js';

/** Lets each client have its share of the places in flight. */
@Injectable()
export class PlaceGuard implements CanActivate {
  constructor(private readonly places: RequestPlaces) {}

  canActivate(context: ExecutionContext): boolean {
    const [request] = context.getArgs<[object]>();
    const caller = knownCallerOf(request);
    if (caller !== undefined) this.places.claim(request, caller.client.name);
    return true;
  }
}

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import { AppError } from '../errors/app-error.js';

interface IncomingRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Refuses what a page in a browser sends: a name that is made to mean this machine would let any page call tools.
 * Browsers put `Origin` on every POST, other clients do not; the host it is compared with elsewhere is the page's own word.
 */
@Injectable()
export class NoPageGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<IncomingRequest>();
    if (headers['origin'] === undefined) return true;
    throw new AppError('forbidden', 'Pages in a browser may not call tools.');
  }
}

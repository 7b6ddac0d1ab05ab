import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';

import { AppError } from './app-error.js';
import { OWN_ACCEPT } from './own-accept.decorator.js';

const PRODUCED = 'application/json';

/** Refuses a request whose `Accept` leaves nothing we could answer with. */
@Injectable()
export class AcceptGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const [request] = context.getArgs<[IncomingMessage]>();
    if (takesWhatIsProduced(request)) return true;
    if (this.reflector.getAllAndOverride(OWN_ACCEPT, [context.getHandler(), context.getClass()])) return true;
    throw new AppError('not-acceptable', `This route answers in ${PRODUCED}.`);
  }
}

/** What most callers send needs no reading. */
function takesWhatIsProduced(request: IncomingMessage): boolean {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || accept === PRODUCED) return true;
  return accepts(request).type([PRODUCED]) !== false;
}

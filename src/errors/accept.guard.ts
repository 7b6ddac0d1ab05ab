import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';

import { AppError } from './app-error.js';

const PRODUCED = 'application/json';

/** Refuses a request whose `Accept` leaves nothing we could answer with. */
@Injectable()
export class AcceptGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<IncomingMessage>();
    if (accepts(request).type([PRODUCED]) !== false) return true;
    throw new AppError('not-acceptable', `This route answers in ${PRODUCED}.`);
  }
}

import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { Authenticator, RequestHeaders } from './authenticator.js';
import { rememberCaller } from './caller.js';
import { RIGHTS, type Rights } from './rights.decorator.js';

/** Every known way of proving identity; `AUTH_MODES` says which of them count. */
export const AUTHENTICATORS = Symbol('authenticators');

interface IncomingRequest {
  readonly headers: RequestHeaders;
}

/** Finds out who is calling, and lets nobody in who may not ask this route. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: ConfigService,
    private readonly organizations: OrganizationRegistry,
    @Inject(AUTHENTICATORS) private readonly authenticators: readonly Authenticator[],
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rights = this.rightsOf(context);
    if (rights === 'public') return true;
    const request = context.switchToHttp().getRequest<IncomingRequest>();
    const client = await this.authenticate(request.headers);
    if (rights === undefined || !client.permissions.includes(rights)) {
      throw new AppError('forbidden', 'The caller is known, but lacks the permission this route asks for.');
    }
    rememberCaller(request, { client, organizations: this.organizations.visibleTo(client) });
    return true;
  }

  private rightsOf(context: ExecutionContext): Rights | undefined {
    return this.reflector.getAllAndOverride<Rights | undefined>(RIGHTS, [
      context.getHandler(),
      context.getClass(),
    ]);
  }

  private async authenticate(headers: RequestHeaders): Promise<ClientSettings> {
    const active = this.authenticators.filter(({ mode }) => this.config.current.authModes.includes(mode));
    for (const authenticator of active) {
      // oxlint-disable-next-line no-await-in-loop -- The first credential that is there decides; a later one is not tried.
      const verdict = await authenticator.authenticate(headers);
      if (verdict.kind === 'accepted') return verdict.client;
      if (verdict.kind === 'refused') throw unauthorized(active, 'The credential is not valid.');
    }
    throw unauthorized(active, 'The request carries no credential.');
  }
}

function unauthorized(active: readonly Authenticator[], message: string): AppError {
  return new AppError('unauthorized', message, {
    challenge: active.map(({ challenge }) => challenge).join(', '),
  });
}

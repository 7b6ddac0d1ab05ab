import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { RequestHeaders } from './authenticator.js';
import { bearerTokenOf } from './bearer-token.js';
import { rememberCaller } from './caller.js';
import { CredentialCheck } from './credential-check.js';
import { KEY_AS_BEARER, RIGHTS, type Rights } from './rights.decorator.js';

interface IncomingRequest {
  readonly headers: RequestHeaders;
  readonly ip: string;
  /** A request that a tool made never was on a wire, and has no such list. */
  readonly raw: { readonly headersDistinct?: Readonly<Record<string, string[] | undefined>> };
}

/** Finds out who is calling, and lets nobody by who is not known, but where a route is public. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: CredentialCheck,
    private readonly organizations: OrganizationRegistry,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<Rights | undefined>(RIGHTS, targets) === 'public') return true;
    const request = context.switchToHttp().getRequest<IncomingRequest>();
    const sent = headersOf(request);
    const takesKeyAsBearer = this.reflector.getAllAndOverride<true | undefined>(KEY_AS_BEARER, targets);
    const headers = takesKeyAsBearer === true ? withKeyOfBearer(sent) : sent;
    const client = await this.credentials.clientOf({ headers, address: request.ip });
    rememberCaller(request, { client, organizations: this.organizations.visibleTo(client) });
    return true;
  }
}

/** Node shows the first of repeated `Authorization` fields and hides the others: here it is a list. */
function headersOf({ headers, raw }: IncomingRequest): RequestHeaders {
  if (headers['authorization'] === undefined) return headers;
  const authorization = raw.headersDistinct?.['authorization'] ?? [];
  return authorization.length > 1 ? { ...headers, authorization } : headers;
}

/** A JWT has three parts, a key that comes as a bearer token has no such dots. */
function withKeyOfBearer(headers: RequestHeaders): RequestHeaders {
  const token = bearerTokenOf(headers);
  if (token === undefined || headers['x-api-key'] !== undefined || token.split('.').length === 3)
    return headers;
  const { authorization: _authorization, ...others } = headers;
  return { ...others, 'x-api-key': token };
}

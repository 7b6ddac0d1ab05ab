import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import type { ClientSettings } from '../config/settings.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { RequestHeaders } from './authenticator.js';
import { bearerTokenOf } from './bearer-token.js';
import { rememberCaller } from './caller.js';
import { CredentialCheck } from './credential-check.js';
import { routeRightsOf } from './route-rights.js';

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
    private readonly credentials: CredentialCheck,
    private readonly organizations: OrganizationRegistry,
  ) {}

  /** At once where the credential can be looked at without waiting, as an API key can. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { rights, takesKeyAsBearer } = routeRightsOf(context);
    if (rights === 'public') return true;
    const [request] = context.getArgs<[IncomingRequest]>();
    const sent = headersOf(request);
    const headers = takesKeyAsBearer ? withKeyOfBearer(sent) : sent;
    const client = this.credentials.clientOf({ headers, address: request.ip });
    return client instanceof Promise
      ? client.then((known) => this.letIn(request, known))
      : this.letIn(request, client);
  }

  private letIn(request: object, client: ClientSettings): true {
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

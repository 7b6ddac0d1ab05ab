import { AssertionCheck, decodeAssertion } from './client-assertion.js';
import type { IssuedTokens } from './issued-tokens.js';
import type { StandInClient, Tenant } from './tenants.js';
import type { StandInAnswer } from './vendor-errors.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FORM_MEDIA_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;

type OAuthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

interface Registration {
  readonly tenant: Tenant;
  readonly client: StandInClient;
}

interface TokenRequest {
  readonly contentType: string | undefined;
  readonly bodyText: string;
}

/** RFC 6749 section 5.2, with the 400 the vendor gives even for `invalid_client`. */
function oauthError(error: OAuthError): StandInAnswer {
  return { status: 400, body: { error } };
}

function isMalformed(form: URLSearchParams): boolean {
  return new Set(form.keys()).size !== [...form.keys()].length || form.get('grant_type') === null;
}

/** The identity service: client credentials by secret or by assertion (RFC 6749 section 4.4, RFC 7523). */
export class Identity {
  private readonly assertions: AssertionCheck;
  private readonly replacedSecrets = new Map<string, readonly string[]>();

  constructor(
    private readonly tenants: readonly Tenant[],
    private readonly tokens: IssuedTokens,
    tokenEndpoint: string,
  ) {
    this.assertions = new AssertionCheck(tokenEndpoint);
  }

  /** From now on the client is known by these secrets only. */
  replaceSecrets(clientId: string, secrets: readonly string[]): void {
    this.replacedSecrets.set(clientId, secrets);
  }

  answer({ contentType, bodyText }: TokenRequest, nowMs: number): StandInAnswer {
    const form = new URLSearchParams(bodyText);
    if (!FORM_MEDIA_TYPE.test(contentType ?? '') || isMalformed(form)) return oauthError('invalid_request');
    if (form.get('grant_type') !== 'client_credentials') return oauthError('unsupported_grant_type');
    const registration = this.authenticate(form, nowMs);
    if (typeof registration === 'string') return oauthError(registration);
    if (form.get('scope')?.toLowerCase() !== registration.tenant.scope.toLowerCase())
      return oauthError('invalid_scope');
    return this.issue(registration.tenant, nowMs);
  }

  private issue(tenant: Tenant, nowMs: number): StandInAnswer {
    const expiresIn = tenant.tokenLifeSeconds;
    const life = { expires_in: expiresIn, ext_expires_in: expiresIn };
    return {
      status: 200,
      body: { token_type: 'Bearer', ...life, access_token: this.tokens.issue(tenant, nowMs) },
    };
  }

  private authenticate(form: URLSearchParams, nowMs: number): Registration | OAuthError {
    const assertion = form.get('client_assertion');
    if (assertion !== null && form.has('client_secret')) return 'invalid_request';
    if (assertion === null)
      return this.bySecret(form.get('client_id'), form.get('client_secret')) ?? 'invalid_client';
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) return 'invalid_request';
    return this.byAssertion(assertion, form.get('client_id'), nowMs) ?? 'invalid_client';
  }

  private bySecret(clientId: string | null, secret: string | null): Registration | undefined {
    const registration = this.registrationOf(clientId);
    const secrets = this.replacedSecrets.get(clientId ?? '') ?? registration?.client.secrets ?? [];
    return secret !== null && secrets.includes(secret) ? registration : undefined;
  }

  /** A client id beside the assertion is not needed, but has to be the same. RFC 7521 section 4.2. */
  private byAssertion(text: string, clientId: string | null, nowMs: number): Registration | undefined {
    const assertion = decodeAssertion(text);
    const issuer = assertion?.claims['iss'];
    const registration = this.registrationOf(issuer);
    if (assertion === undefined || registration === undefined) return undefined;
    if (clientId !== null && clientId !== issuer) return undefined;
    return this.assertions.accept(assertion, registration.client, nowMs) ? registration : undefined;
  }

  private registrationOf(clientId: unknown): Registration | undefined {
    return this.tenants
      .flatMap((tenant) => tenant.clients.map((client) => ({ tenant, client })))
      .find(({ client }) => client.clientId === clientId);
  }
}

import type { Secret } from './secret.js';
import type { SecretSource } from './secret-source.js';

export type AuthMode = 'apiKey' | 'jwt' | 'gateway' | 'none';
export type ContractChoice = 'auto' | 'get' | 'post';
export type TimeFormat = 'iso8601' | 'epochMilliseconds';
export type Permission = 'jobs:read' | 'cache:purge' | 'metrics:read';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** How a connection proves who it is: RFC 6749 section 2.3.1, or RFC 7523 with a certificate. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly secrets: readonly SecretSource[] }
  | { readonly kind: 'certificate'; readonly file: string; readonly password: SecretSource | undefined };

export interface OrganizationSettings {
  /** Lower case, 8-4-4-4-12 hexadecimal. */
  readonly id: string;
  readonly alias: string | undefined;
  readonly name: string | undefined;
  readonly expectBackupEveryHours: number;
}

/** One app registration at the vendor, with the organizations it can read. */
export interface ConnectionSettings {
  readonly name: string;
  /** No trailing slash. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly contract: ContractChoice;
  readonly clientId: string;
  readonly credential: ClientCredential;
  readonly scope: string;
  readonly timeFormat: TimeFormat;
  /** What the contract's range ends with; without it, the contract's own documented name. */
  readonly rangeEndName: 'finishTime' | 'endTime' | undefined;
  /** `aud` of a client assertion; without it, the token endpoint. */
  readonly assertionAudience: string | undefined;
  readonly maxRequestsPerMinute: number | undefined;
  readonly organizations: readonly OrganizationSettings[];
}

export interface ClientSettings {
  readonly name: string;
  /** SHA-256 of each valid key, lower-case hex. */
  readonly apiKeySha256: readonly string[];
  readonly jwtClientId: string | undefined;
  /** `['*']`, or ids and aliases. */
  readonly organizations: readonly string[];
  readonly permissions: readonly Permission[];
  readonly requestsPerMinute: number;
}

export interface WebhookSettings {
  readonly url: string;
  /** Whether it may lie in a network of one's own; one on this very machine may when its address says so. */
  readonly mayBePrivate: boolean;
  readonly secret: Secret;
  readonly events: readonly string[];
  readonly organizations: readonly string[];
}

/** The whole configuration, checked. Durations end in Ms, sizes in Bytes. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly authModes: readonly AuthMode[];
  readonly jwt: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string } | undefined;
  readonly gatewaySecret: SecretSource | undefined;
  readonly redisUrl: SecretSource | undefined;
  readonly cache: { readonly freshMs: number; readonly staleMs: number; readonly maxBytes: number };
  readonly upstream: {
    readonly timeoutMs: number;
    readonly deadlineMs: number;
    readonly maxConcurrency: number;
    readonly pageSize: number;
    readonly retries: number;
    readonly maxResponseBytes: number;
  };
  readonly maxWindowDays: number;
  readonly maxJobsPerOrganization: number;
  /** Of a client that has no limit of its own. */
  readonly requestsPerMinute: number;
  readonly eventsPollMs: number;
  readonly metricsPollMs: number;
  readonly isMetricsPublic: boolean;
  readonly isConsoleEnabled: boolean;
  readonly areDocsEnabled: boolean;
  /** Base address of the OTLP collector; without one there are no traces. */
  readonly tracesEndpoint: string | undefined;
  readonly logLevel: LogLevel;
  /** Proxies whose `X-Forwarded-*` count: addresses, CIDR blocks or a number of hops; empty for none. */
  readonly trustProxy: readonly string[] | number;
  readonly shutdownMs: number;
  readonly connections: readonly ConnectionSettings[];
  readonly clients: readonly ClientSettings[];
  readonly webhooks: readonly WebhookSettings[];
}

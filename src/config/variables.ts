import { AUTH_MODES, LOG_LEVELS } from './choices.js';
import { megabytesAsBytes, secondsAsMs, wholeNumber } from './number-text.js';
import { gatewaySecret, keyHashesByClient, redisAddress } from './secret-text.js';
import { parseTrustProxy } from './trust-proxy.js';
import { connectionSecret, optional, secretSource, secretText, withDefault } from './variable.js';
import { collectorAddress, hostName, nonBlank, oneOf, someOf, trueOrFalse, webAddress } from './word-text.js';

/** Every environment variable, in the order of `.env.example`: the one source of names, defaults and meanings. */
export const VARIABLES = {
  HOST: withDefault('127.0.0.1', 'Address to listen on.', hostName),
  PORT: withDefault('3000', 'Port to listen on; 0 takes any free one.', wholeNumber({ from: 0, to: 65_535 })),
  CONFIG_FILE: optional(
    'YAML or JSON file with connections, webhooks and clients; read again on SIGHUP.',
    nonBlank,
  ),

  UPSTREAM_ENVIRONMENT: optional(
    'Vendor environment: commercial, usGov, aos2 or fedRamp; gives the token endpoint.',
    nonBlank,
  ),
  UPSTREAM_DATA_CENTER: optional('Vendor data center, for example us; gives the base URL.', nonBlank),
  UPSTREAM_BASE_URL: optional('Base URL of the upstream, instead of the data center.', nonBlank),
  UPSTREAM_TOKEN_URL: optional('Token endpoint, instead of the environment.', nonBlank),
  UPSTREAM_CONTRACT: optional('Contract to speak: auto, get or post; auto without it.', nonBlank),
  UPSTREAM_CLIENT_ID: optional('Client id of the app registration.', nonBlank),
  UPSTREAM_CLIENT_SECRET: connectionSecret('Client secret of the app registration.'),
  UPSTREAM_CERTIFICATE_FILE: optional(
    'Certificate with its key, .pfx or .pem, instead of a client secret.',
    nonBlank,
  ),
  UPSTREAM_CERTIFICATE_PASSWORD: connectionSecret('Password of the certificate file.'),
  UPSTREAM_SCOPE: optional('Scope to ask for; dynamics.readwrite.all without it.', nonBlank),
  UPSTREAM_ORGANIZATIONS: optional('Organizations as id=name,id=name; names may be left out.', nonBlank),

  API_KEYS: secretText(
    'Clients for all organizations as name=hash,name=hash; each hash is the SHA-256 of a key in hex.',
    keyHashesByClient,
  ),
  AUTH_MODES: withDefault(
    'apiKey',
    'How callers prove who they are: any of apiKey, jwt and gateway, or none on this machine only.',
    someOf(AUTH_MODES),
  ),
  JWT_ISSUER: optional('Issuer of bearer tokens; needed for jwt.', nonBlank),
  JWT_AUDIENCE: optional('Audience of bearer tokens; needed for jwt.', nonBlank),
  JWT_JWKS_URL: optional('Address of the keys that sign bearer tokens; needed for jwt.', webAddress),
  GATEWAY_SECRET: secretSource(
    'What the gateway sends as X-Gateway-Secret, at least 16 characters; needed for gateway.',
    gatewaySecret,
  ),

  CACHE_FRESH_SECONDS: withDefault(
    '60',
    'How long a copy is fresh; 0 asks the upstream for every request.',
    secondsAsMs({ from: 0, to: 86_400 }),
  ),
  CACHE_STALE_SECONDS: withDefault(
    '3600',
    'How long after that a copy may be shown as stale; 0 never shows one.',
    secondsAsMs({ from: 0, to: 604_800 }),
  ),
  CACHE_MAX_MEGABYTES: withDefault('256', 'Memory for copies.', megabytesAsBytes({ from: 1, to: 65_536 })),
  REDIS_URL: secretSource('Cache shared by several replicas, for example redis://host:6379.', redisAddress),

  UPSTREAM_TIMEOUT_SECONDS: withDefault(
    '10',
    'Time for one attempt at the upstream.',
    secondsAsMs({ from: 0.01, to: 600 }),
  ),
  REQUEST_DEADLINE_SECONDS: withDefault(
    '25',
    'Time for a whole request, further attempts included.',
    secondsAsMs({ from: 0.01, to: 600 }),
  ),
  UPSTREAM_MAX_CONCURRENCY: withDefault(
    '8',
    'Calls at once to the upstream, per connection.',
    wholeNumber({ from: 1, to: 1000 }),
  ),
  UPSTREAM_PAGE_SIZE: withDefault(
    '100',
    'Page size asked of the upstream.',
    wholeNumber({ from: 1, to: 1000 }),
  ),
  UPSTREAM_RETRIES: withDefault(
    '2',
    'Further attempts after the first has failed.',
    wholeNumber({ from: 0, to: 10 }),
  ),
  UPSTREAM_MAX_RESPONSE_MEGABYTES: withDefault(
    '16',
    'Largest answer read from the upstream.',
    megabytesAsBytes({ from: 1, to: 1024 }),
  ),

  MAX_WINDOW_DAYS: withDefault('366', 'Longest window of one selection.', wholeNumber({ from: 1, to: 3660 })),
  MAX_JOBS_PER_ORGANIZATION: withDefault(
    '50000',
    'Most jobs of one organization in one selection.',
    wholeNumber({ from: 1, to: 1_000_000 }),
  ),
  REQUESTS_PER_MINUTE: withDefault(
    '600',
    'Requests a minute for each client that has no limit of its own.',
    wholeNumber({ from: 1, to: 1_000_000 }),
  ),
  EVENTS_POLL_SECONDS: withDefault(
    '30',
    'How often a followed organization is looked at while anyone listens.',
    secondsAsMs({ from: 0.1, to: 3600 }),
  ),
  METRICS_POLL_SECONDS: withDefault(
    '300',
    'How often the backup metrics are filled; 0 turns them off.',
    secondsAsMs({ from: 0, to: 86_400 }),
  ),
  METRICS_PUBLIC: withDefault(
    'false',
    'Whether /metrics, which names organizations, needs no credential.',
    trueOrFalse,
  ),
  CONSOLE_ENABLED: withDefault('true', 'Whether /console/ is served.', trueOrFalse),
  DOCS_ENABLED: withDefault('true', 'Whether /docs and /openapi.json are served.', trueOrFalse),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    'Collector that takes traces by OTLP over HTTP, for example http://collector:4318.',
    collectorAddress,
  ),

  LOG_LEVEL: withDefault(
    'info',
    'Least level logged: fatal, error, warn, info, debug, trace or silent.',
    oneOf(LOG_LEVELS),
  ),
  TRUST_PROXY: optional(
    'Proxies whose X-Forwarded headers count: addresses, CIDR blocks, loopback, or a number of hops.',
    parseTrustProxy,
  ),
  SHUTDOWN_SECONDS: withDefault(
    '10',
    'Time for requests in flight when the service is told to stop.',
    secondsAsMs({ from: 0, to: 600 }),
  ),
} as const;

export type VariableName = keyof typeof VARIABLES;

export const VARIABLE_NAMES: readonly VariableName[] = Object.keys(VARIABLES).filter(isVariableName);

function isVariableName(name: string): name is VariableName {
  return name in VARIABLES;
}

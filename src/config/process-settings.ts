import type { VariableValues } from './read-variables.js';
import type { Settings } from './settings.js';

type ProcessSettings = Omit<Settings, 'connections' | 'clients' | 'webhooks'>;

/** The settings that come from variables alone, and so stay for the life of the process. */
export function processSettings(values: VariableValues): ProcessSettings {
  return {
    host: values.HOST,
    port: values.PORT,
    authModes: values.AUTH_MODES,
    jwt: jwtSettings(values),
    gatewaySecret: values.GATEWAY_SECRET,
    redisUrl: values.REDIS_URL,
    cache: {
      freshMs: values.CACHE_FRESH_SECONDS,
      staleMs: values.CACHE_STALE_SECONDS,
      maxBytes: values.CACHE_MAX_MEGABYTES,
    },
    upstream: {
      timeoutMs: values.UPSTREAM_TIMEOUT_SECONDS,
      deadlineMs: values.REQUEST_DEADLINE_SECONDS,
      maxConcurrency: values.UPSTREAM_MAX_CONCURRENCY,
      pageSize: values.UPSTREAM_PAGE_SIZE,
      retries: values.UPSTREAM_RETRIES,
      maxResponseBytes: values.UPSTREAM_MAX_RESPONSE_MEGABYTES,
    },
    maxWindowDays: values.MAX_WINDOW_DAYS,
    maxJobsPerOrganization: values.MAX_JOBS_PER_ORGANIZATION,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    eventsPollMs: values.EVENTS_POLL_SECONDS,
    metricsPollMs: values.METRICS_POLL_SECONDS,
    isMetricsPublic: values.METRICS_PUBLIC,
    isConsoleEnabled: values.CONSOLE_ENABLED,
    areDocsEnabled: values.DOCS_ENABLED,
    tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY ?? [],
    shutdownMs: values.SHUTDOWN_SECONDS,
  };
}

function jwtSettings({
  AUTH_MODES,
  JWT_ISSUER,
  JWT_AUDIENCE,
  JWT_JWKS_URL,
}: VariableValues): Settings['jwt'] {
  const isWhole = JWT_ISSUER !== undefined && JWT_AUDIENCE !== undefined && JWT_JWKS_URL !== undefined;
  if (!AUTH_MODES.includes('jwt') || !isWhole) return undefined;
  return { issuer: JWT_ISSUER, audience: JWT_AUDIENCE, jwksUrl: JWT_JWKS_URL };
}

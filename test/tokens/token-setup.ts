import { Logger } from '@nestjs/common';

import type { Clock } from '../../src/config/clock.js';
import { ConfigService } from '../../src/config/config.service.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { GivenSecret } from '../../src/config/secret-source.js';
import { Secret } from '../../src/config/secret.js';
import type { ClientCredential, ConnectionSettings, Settings } from '../../src/config/settings.js';
import { InstrumentRegistry } from '../../src/instruments/instrument-registry.js';
import { TokenInstruments } from '../../src/instruments/token-instruments.js';
import { AppError } from '../../src/errors/app-error.js';
import { TokenService } from '../../src/tokens/token.service.js';
import { NoTracing } from '../../src/tracing/no-tracing.js';
import { FakeClock } from '../support/fake-clock.js';
import { outgoingClient } from './outgoing-calls.js';

export const CLIENT_ID = 'canary-client-id';
const SECRET = 'canary-secret';

/** What a start needs; the tests bring connections of their own. */
const ENVIRONMENT = {
  AUTH_MODES: 'none',
  UPSTREAM_BASE_URL: 'https://upstream.invalid',
  UPSTREAM_TOKEN_URL: 'https://identity.invalid/connect/token',
  UPSTREAM_CLIENT_ID: CLIENT_ID,
  UPSTREAM_CLIENT_SECRET: SECRET,
  UPSTREAM_ORGANIZATIONS: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f=Sales',
};

/** Keeps log lines instead of printing them. */
export class KeptLogger extends Logger {
  readonly lines: { readonly level: string; readonly line: unknown }[] = [];

  override debug(line: unknown): void {
    this.lines.push({ level: 'debug', line });
  }

  override warn(line: unknown): void {
    this.lines.push({ level: 'warn', line });
  }

  override error(line: unknown): void {
    this.lines.push({ level: 'error', line });
  }
}

export interface TokenSetup<C extends Clock> {
  readonly tokens: TokenService;
  readonly clock: C;
  readonly logger: KeptLogger;
}

/** A token service on a clock that stands still, unless another one is given. */
export function tokenSetup(timeoutMs?: number): TokenSetup<FakeClock>;
export function tokenSetup<C extends Clock>(timeoutMs: number, clock: C): TokenSetup<C>;
export function tokenSetup(timeoutMs = 5_000, clock: Clock = new FakeClock()): TokenSetup<Clock> {
  const logger = new KeptLogger();
  const config = new ConfigService(settingsWith(timeoutMs));
  const instruments = new TokenInstruments(new InstrumentRegistry(), new NoTracing());
  const tokens = new TokenService(outgoingClient(), clock, config, logger, instruments);
  return { tokens, clock, logger };
}

export function settingsWith(timeoutMs: number): Settings {
  const settings = loadSettings({ environment: ENVIRONMENT });
  return { ...settings, upstream: { ...settings.upstream, timeoutMs } };
}

export function givenSecrets(...secrets: readonly string[]): ClientCredential {
  return {
    kind: 'secret',
    secrets: secrets.map((secret) => new GivenSecret('connections[0].clientSecret', new Secret(secret))),
  };
}

export function connectionTo(
  tokenUrl: string,
  changes: Partial<ConnectionSettings> = {},
): ConnectionSettings {
  return {
    name: 'contoso',
    baseUrl: 'https://upstream.invalid',
    tokenUrl,
    contract: 'auto',
    clientId: CLIENT_ID,
    credential: givenSecrets(SECRET),
    scope: 'dynamics.readwrite.all',
    timeFormat: 'iso8601',
    rangeEndName: undefined,
    assertionAudience: undefined,
    maxRequestsPerMinute: undefined,
    organizations: [],
    ...changes,
  };
}

/** The failure a call ends with; whatever is not an `AppError` is thrown on. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (caught: unknown) => caught,
  );
  if (error instanceof AppError) return error;
  throw error;
}

import { Test, type TestingModuleBuilder } from '@nestjs/testing';

import { CacheModule } from '../../src/cache/cache.module.js';
import { Copies } from '../../src/cache/copies.js';
import type { CopyQuestion, Loaded } from '../../src/cache/copy-question.js';
import { copyKey } from '../../src/cache/copy-key.js';
import type { Copy } from '../../src/cache/copy.js';
import { ReadContexts, readContextOf, type ReadContext } from '../../src/cache/read-context.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';
import type { Organization } from '../../src/organizations/organization.js';
import { OrganizationDirectory } from '../../src/organizations/organization-directory.js';
import type { CallContext } from '../../src/upstream/upstream-request.js';
import { FakeClock } from '../support/fake-clock.js';

/** Nothing stale, unless a test asks for it. */
const ENVIRONMENT = {
  CACHE_STALE_SECONDS: '0',
  AUTH_MODES: 'none',
  UPSTREAM_BASE_URL: 'https://upstream.invalid',
  UPSTREAM_TOKEN_URL: 'https://identity.invalid/connect/token',
  UPSTREAM_CLIENT_ID: 'app',
  UPSTREAM_CLIENT_SECRET: 'secret-of-the-app',
  UPSTREAM_ORGANIZATIONS:
    '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f=Sales,b3a7c2d4-1e5f-4a60-9c8b-7d2e4f6a8b10=Care',
};

export function settingsWith(environment: Record<string, string> = {}): Settings {
  return loadSettings({ environment: { ...ENVIRONMENT, ...environment } });
}

export const [SALES, CARE] = new OrganizationDirectory(settingsWith()).all as [Organization, Organization];

/** The cache as the service wires it, on a clock that stands still. */
export async function cacheSetup(
  environment: Record<string, string> = {},
  change: (building: TestingModuleBuilder) => TestingModuleBuilder = (building) => building,
) {
  const clock = new FakeClock();
  const imports = [ConfigModule.forRoot({ settings: settingsWith(environment), clock }), CacheModule];
  const application = await change(Test.createTestingModule({ imports })).compile();
  const contexts = application.get(ReadContexts);
  return {
    application,
    clock,
    copies: application.get(Copies),
    reading: (headers?: Record<string, string>) => reading(contexts, headers),
  };
}

/** One caller's request: its context, and a way for the caller to leave. */
function reading(
  contexts: ReadContexts,
  headers: Record<string, string> = {},
): { context: ReadContext; leave: () => void } {
  const caller = new AbortController();
  const request = { headers, signal: caller.signal };
  contexts.open(request);
  return { context: readContextOf(request), leave: () => caller.abort() };
}

/** A question whose answers the test gives, one after the other, as each is asked for. */
export class HeldQuestion implements CopyQuestion<string> {
  readonly key;
  readonly calls: (PromiseWithResolvers<Loaded<string>> & { readonly call: CallContext })[] = [];
  private readonly arrivals = new Map<number, () => void>();

  constructor(
    name: string,
    readonly organization: Organization = SALES,
  ) {
    this.key = copyKey(organization, [name]);
  }

  readonly load = (call: CallContext): Promise<Loaded<string>> => {
    const answer = Promise.withResolvers<Loaded<string>>();
    this.calls.push({ ...answer, call });
    this.arrivals.get(this.calls.length)?.();
    return answer.promise;
  };

  /** Waits until it has been asked so often. */
  async asked(times: number): Promise<void> {
    if (this.calls.length >= times) return;
    const arrived = Promise.withResolvers<void>();
    this.arrivals.set(times, arrived.resolve);
    await arrived.promise;
  }

  /** Waits until it has been asked so often, and answers that call. */
  async answer(times: number, value: string, isComplete = true): Promise<void> {
    await this.asked(times);
    this.calls[times - 1]?.resolve({ value, isComplete, sizeBytes: 100 });
  }
}

const START_MS = new FakeClock().monotonicMs();

/** Made when the clock of a test starts, and fresh for a minute. */
export function copyOf(value: unknown, changes: Partial<Copy<unknown>> = {}): Copy<unknown> {
  const life = {
    fetchedAtMonotonicMs: START_MS,
    freshUntilMonotonicMs: START_MS + 60_000,
    staleUntilMonotonicMs: START_MS + 60_000,
  };
  return { value, sizeBytes: 100, fetchedAtMs: 0, ...life, ...changes };
}

/** Lets everything happen that waits for nothing outside. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

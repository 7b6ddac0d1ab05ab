import { Test } from '@nestjs/testing';
import { expect, it, vi } from 'vitest';

import { ConfigModule } from '../config/config.module.js';
import { loadSettings } from '../config/load-settings.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { TracingModule } from './tracing.module.js';
import { Tracing } from './tracing.js';

const loaded = vi.hoisted(() => vi.fn<() => void>());
vi.mock('./otlp-tracing.js', async (original) => {
  loaded();
  return await original();
});

const ENVIRONMENT = {
  AUTH_MODES: 'none',
  UPSTREAM_BASE_URL: 'https://upstream.invalid',
  UPSTREAM_TOKEN_URL: 'https://identity.invalid/connect/token',
  UPSTREAM_CLIENT_ID: 'app',
  UPSTREAM_CLIENT_SECRET: 'secret',
  UPSTREAM_ORGANIZATIONS: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f=Sales',
};

async function isTracing(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const settings = loadSettings({ environment: { ...ENVIRONMENT, ...environment } });
  const imports = [ConfigModule.forRoot({ settings, clock: new FakeClock() }), TracingModule];
  const application = await Test.createTestingModule({ imports }).compile();
  const { isOn } = application.get(Tracing);
  await application.close();
  return isOn;
}

it('loads the SDK only for those who name a collector', async () => {
  expect(await isTracing({})).toBe(false);
  expect(loaded).not.toHaveBeenCalled();
  expect(await isTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.invalid:4318' })).toBe(true);
  expect(loaded).toHaveBeenCalledOnce();
});

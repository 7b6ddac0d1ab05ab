import { describe, expect, it } from 'vitest';

import { PERMISSIONS } from '../config/choices.js';
import type { Settings } from '../config/settings.js';
import { demoSettings } from './demo-settings.js';
import { demoTenants } from './stand-in/demo-tenants.js';

const BASE_URL = 'http://127.0.0.1:4000';

function settingsWith(environment: NodeJS.ProcessEnv): Settings {
  const world = { tenants: demoTenants(), baseUrl: BASE_URL, tokenUrl: `${BASE_URL}/connect/token` };
  return demoSettings(world, environment);
}

describe('demoSettings', () => {
  it('let the one caller see every organization and do everything', () => {
    const { clients } = settingsWith({});
    expect(clients.map(({ permissions }) => permissions)).toEqual([PERMISSIONS]);
  });

  it('look often and log little, unless the environment says otherwise', () => {
    expect(settingsWith({})).toMatchObject({
      eventsPollMs: 10_000,
      metricsPollMs: 60_000,
      logLevel: 'warn',
    });
    const environment = { EVENTS_POLL_SECONDS: '30', METRICS_POLL_SECONDS: '0', LOG_LEVEL: 'info' };
    expect(settingsWith(environment)).toMatchObject({
      eventsPollMs: 30_000,
      metricsPollMs: 0,
      logLevel: 'info',
    });
  });

  it('know nothing of the connections and callers that the environment speaks of', () => {
    const environment = {
      UPSTREAM_BASE_URL: 'https://graph.example.com',
      API_KEYS: 'other=1',
      REDIS_URL: 'redis://redis.example.com',
      AUTH_MODES: 'jwt',
      CONFIG_FILE: 'real.yaml',
    };
    const { connections, clients, redisUrl, authModes } = settingsWith(environment);
    expect(connections.map(({ name }) => name)).toEqual(['contoso', 'fabrikam']);
    expect(clients.map(({ name }) => name)).toEqual(['demo']);
    expect([redisUrl, authModes]).toEqual([undefined, ['apiKey']]);
  });
});

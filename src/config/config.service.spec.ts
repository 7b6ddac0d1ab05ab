import { Logger, type LoggerService } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ConfigService } from './config.service.js';
import { loadSettings } from './load-settings.js';

const settings = loadSettings({
  environment: {
    AUTH_MODES: 'none',
    UPSTREAM_DATA_CENTER: 'us',
    UPSTREAM_CLIENT_ID: 'app',
    UPSTREAM_CLIENT_SECRET: 'hush',
    UPSTREAM_ORGANIZATIONS: '00000000-0000-0000-0000-000000000001',
  },
});

const lines: unknown[] = [];
const collect = (line: unknown) => void lines.push(line);
const collector: LoggerService = { log: collect, error: collect, warn: collect };

beforeEach(() => {
  lines.length = 0;
  Logger.overrideLogger(collector);
});
afterEach(() => Logger.overrideLogger(false));

describe('ConfigService', () => {
  it('stays as it is when loading fails in a way nobody foresaw, and logs no text of that', async () => {
    const config = new ConfigService(settings, () => Promise.reject(new TypeError('canary')));
    expect(await config.reload()).toBe(false);
    expect(config.current).toBe(settings);
    expect(lines).toEqual([expect.objectContaining({ code: 'config_rejected', error: 'TypeError' })]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('names what a running process cannot take over', async () => {
    const config = new ConfigService(settings, () => ({ ...settings, host: '::1' }));
    expect(await config.reload()).toBe(true);
    expect(config.current.host).toBe('127.0.0.1');
    expect(lines).toEqual([expect.objectContaining({ code: 'config_reloaded', kept: ['host'] })]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger, type LoggerService } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Clock } from '../../src/config/clock.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { ConfigService } from '../../src/config/config.service.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';
import { OrganizationRegistry } from '../../src/organizations/organization-registry.js';
import { OrganizationsModule } from '../../src/organizations/organizations.module.js';
import { FakeClock } from '../support/fake-clock.js';
import { VALID_FILE } from './configuration.js';

interface Line {
  readonly code?: string;
  readonly faults?: unknown;
}

const clock = new FakeClock();
const lines: Line[] = [];
const collect = (line: Line) => void lines.push(line);
const logger: LoggerService = { log: collect, error: collect, warn: collect };

let folder = '';
let path = '';
let application: TestingModule;
let loads = 0;

function load(): Settings {
  loads += 1;
  return loadSettings({ environment: { CONFIG_FILE: path } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reload-'));
  path = join(folder, 'config.yaml');
  writeFileSync(path, VALID_FILE);
  const imports = [ConfigModule.forRoot({ settings: load(), clock, load }), OrganizationsModule];
  application = await Test.createTestingModule({ imports }).setLogger(logger).compile();
  await application.init();
  loads = 0;
  lines.length = 0;
});

afterEach(async () => {
  await application.close();
  Logger.overrideLogger(false);
  rmSync(folder, { recursive: true });
});

/** Lets pending promises settle: a reload waits for nothing else. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('reloading', () => {
  it('takes over a changed file, and what did not change stays the same object', async () => {
    const config = application.get(ConfigService);
    const before = config.current;
    writeFileSync(path, VALID_FILE.replace('name: reporting', 'name: audit'));
    expect(await config.reload()).toBe(true);
    expect(config.current.clients[0]?.name).toBe('audit');
    expect(config.current.connections[0]).toBe(before.connections[0]);
    expect(lines).toEqual([expect.objectContaining({ code: 'config_reloaded', kept: [] })]);
  });

  it('changes nothing when the file has a fault, and says which', async () => {
    const config = application.get(ConfigService);
    const before = config.current;
    writeFileSync(
      path,
      VALID_FILE.replace('name: reporting', 'name: audit').replace('dataCenter: us', 'dataCenter: mars'),
    );
    expect(await config.reload()).toBe(false);
    expect(config.current).toBe(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.code).toBe('config_rejected');
    expect(lines[0]?.faults).toEqual([
      { place: 'connections[0].dataCenter', message: expect.stringContaining('(given: "mars")') },
    ]);
  });

  it('finds the organizations of the configuration as it stands', async () => {
    const registry = application.get(OrganizationRegistry);
    expect(registry.find('sales')).toBeDefined();
    writeFileSync(path, VALID_FILE.replace('alias: sales', 'alias: market'));
    await application.get(ConfigService).reload();
    expect(registry.find('sales')).toBeUndefined();
    expect(registry.find('market')).toBeDefined();
  });

  it('happens on SIGHUP, and signals during a run make one more', async () => {
    writeFileSync(path, VALID_FILE.replace('name: reporting', 'name: audit'));
    for (let signals = 0; signals < 5; signals += 1) process.emit('SIGHUP');
    await settled();
    expect(application.get(ConfigService).current.clients[0]?.name).toBe('audit');
    expect(loads).toBe(2);
  });

  it('leaves the signal alone once the service has shut down', async () => {
    const during = process.listenerCount('SIGHUP');
    await application.close();
    expect(process.listenerCount('SIGHUP')).toBe(during - 1);
  });

  it('comes with the clock of the service', () => {
    expect(application.get(Clock)).toBe(clock);
  });
});

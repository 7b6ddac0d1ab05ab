import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';

import { sha256Hex } from '../../test/support/service.js';
import { ConfigService } from '../config/config.service.js';
import { loadSettings } from '../config/load-settings.js';
import type { Settings } from '../config/settings.js';
import { ClientRegistry } from './client-registry.js';

const FILE = `
connections: [{ name: one, dataCenter: us, clientId: app, clientSecret: s, organizations: [{ id: 69cb1ecc-f8e8-439b-8077-a4b7fd45e87f }] }]
clients:
  - { name: rotating, apiKeySha256: [${sha256Hex('old')}, ${sha256Hex('new').toUpperCase()}], organizations: ['*'] }
  - { name: tokens, jwtClientId: app, organizations: ['*'] }`;
const load = (file: string): Settings =>
  loadSettings({ environment: { CONFIG_FILE: '/c' }, readFile: () => Buffer.from(file) });

beforeAll(() => Logger.overrideLogger(false));

describe('the clients', () => {
  const { current } = new ClientRegistry(new ConfigService(load(FILE)));

  it('are found by the hash of each of their keys, by their token’s client id and by their name', () => {
    expect(current.withKeyHash(sha256Hex('old'))?.name).toBe('rotating');
    expect(current.withKeyHash(sha256Hex('new'))?.name).toBe('rotating');
    expect(current.withJwtClientId('app')?.name).toBe('tokens');
    expect(current.named('tokens')?.name).toBe('tokens');
  });

  it.each([
    '',
    'old',
    'APP',
    'Rotating',
    sha256Hex('old').toUpperCase(),
    '__proto__',
    'constructor',
    'undefined',
  ])('are not found by %j in another’s place', (text) => {
    expect(current.withKeyHash(text)).toBeUndefined();
    expect(current.withJwtClientId(text)).toBeUndefined();
    expect(current.named(text)).toBeUndefined();
  });

  it('are those of the configuration as it stands', async () => {
    const config = new ConfigService(load(FILE), () => load(FILE.replace('name: tokens', 'name: renamed')));
    const registry = new ClientRegistry(config);
    expect(registry.current).toBe(registry.current);
    expect(registry.current.named('renamed')).toBeUndefined();
    await config.reload();
    expect(registry.current.named('renamed')?.jwtClientId).toBe('app');
    expect(registry.current.named('tokens')).toBeUndefined();
  });
});

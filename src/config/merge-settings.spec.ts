import { describe, expect, it } from 'vitest';

import { loadSettings } from './load-settings.js';
import { mergeSettings } from './merge-settings.js';
import type { Settings } from './settings.js';

function connection(name: string, rest: string): string {
  const id = `00000000-0000-0000-0000-00000000000${name}`;
  return `{ name: "${name}", dataCenter: us, clientId: app, organizations: [{ id: ${id} }], ${rest} }`;
}

function load(connections: readonly string[], environment: Readonly<Record<string, string>> = {}): Settings {
  const file = `
connections: [${connections.join()}]
clients: [{ name: a, jwtClientId: x, organizations: ["*"] }]
webhooks: [{ url: "https://h.example", secret: "\${HOOK}", events: [job.failed], organizations: ["*"] }]`;
  return loadSettings({
    environment: { AUTH_MODES: 'none', CONFIG_FILE: '/c.yaml', HOOK: 'one', ...environment },
    readFile: () => Buffer.from(file),
  });
}

const FIRST = connection('1', 'clientSecret: old');
const SECOND = connection('2', 'clientSecret: [a, b]');

describe('mergeSettings', () => {
  it('keeps the objects of what did not change, wherever it stands now', () => {
    const running = load([FIRST, SECOND]);
    const { settings } = mergeSettings(running, load([SECOND, FIRST]));
    expect(settings.connections[0]).toBe(running.connections[1]);
    expect(settings.connections[1]).toBe(running.connections[0]);
    expect(settings.clients[0]).toBe(running.clients[0]);
    expect(settings.webhooks[0]).toBe(running.webhooks[0]);
  });

  it.each([
    ['a secret', connection('2', 'clientSecret: [a, c]')],
    ['the order of secrets', connection('2', 'clientSecret: [b, a]')],
    ['the kind of the credential', connection('2', 'clientSecretFile: a')],
    ['the scope', connection('2', 'clientSecret: [a, b], scope: x')],
    ['an organization', SECOND.replace('}]', ', alias: x }]')],
  ])('makes a connection a new object when %s changed, and no other', (_, changed) => {
    const running = load([FIRST, SECOND]);
    const loaded = load([FIRST, changed]);
    const { settings } = mergeSettings(running, loaded);
    expect(settings.connections[0]).toBe(running.connections[0]);
    expect(settings.connections[1]).toBe(loaded.connections[1]);
  });

  it('makes a webhook a new object when only its secret changed', () => {
    const running = load([FIRST]);
    const loaded = load([FIRST], { HOOK: 'two' });
    expect(mergeSettings(running, loaded).settings.webhooks[0]).toBe(loaded.webhooks[0]);
  });

  it('keeps and names what was used up at the start', () => {
    const running = load([FIRST], { REDIS_URL: 'redis://one' });
    const loaded = load([], {
      UPSTREAM_DATA_CENTER: 'we',
      UPSTREAM_CLIENT_ID: 'app',
      UPSTREAM_CLIENT_SECRET: 'x',
      UPSTREAM_ORGANIZATIONS: '00000000-0000-0000-0000-000000000001',
      PORT: '81',
      REDIS_URL: 'redis://two',
      CACHE_FRESH_SECONDS: '1',
    });
    const { settings, kept } = mergeSettings(running, loaded);
    expect(kept).toEqual(['port', 'redisUrl', 'cache']);
    expect(settings).toEqual({ ...running, connections: loaded.connections });
    expect(mergeSettings(running, load([FIRST], { REDIS_URL: 'redis://one' })).kept).toEqual([]);
  });
});

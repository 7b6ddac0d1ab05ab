import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';

import { ConfigService } from '../config/config.service.js';
import { loadSettings } from '../config/load-settings.js';
import type { ClientSettings, Settings } from '../config/settings.js';
import { parseOrganizationId } from './organization.js';
import { OrganizationRegistry } from './organization-registry.js';

const [A, B, C] = [idOf('a'), idOf('b'), idOf('c')] as const;

const FILE = `
connections:
  - { name: one, dataCenter: us, clientId: app, clientSecret: s, organizations: [{ id: "{${C.toUpperCase()}}", alias: Sales }, { id: ${A} }] }
  - { name: two, dataCenter: we, clientId: app, clientSecret: s, organizations: [{ id: ${B}, name: B }] }
clients:
  - { name: all, jwtClientId: x, organizations: ["*"] }
  - { name: some, jwtClientId: y, organizations: [SALES, "{${B.toUpperCase()}}", sales] }`;

function idOf(digit: string): string {
  return `${digit.repeat(8)}-0000-0000-0000-000000000000`;
}

function load(file: string): Settings {
  return loadSettings({
    environment: { AUTH_MODES: 'none', CONFIG_FILE: '/c' },
    readFile: () => Buffer.from(file),
  });
}

function client(settings: Settings, name: string): ClientSettings {
  const found = settings.clients.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no client ${name}`);
  return found;
}

const settings = load(FILE);
const registry = new OrganizationRegistry(new ConfigService(settings));
const idsOf = (organizations: readonly { readonly id: string }[]) => organizations.map(({ id }) => id);

beforeAll(() => Logger.overrideLogger(false));

describe('OrganizationRegistry', () => {
  it('has all organizations in order of their ids, each with its connection', () => {
    expect(idsOf(registry.all())).toEqual([A, B, C]);
    expect(registry.all().map(({ connection }) => connection.name)).toEqual(['one', 'two', 'one']);
    expect(registry.all()[0]?.connection).toBe(settings.connections[0]);
  });

  it.each([C, C.toUpperCase(), `{${C}}`, 'sales', 'SALES', 'Sales'])(
    'finds an organization by %s',
    (text) => {
      expect(registry.find(text)?.id).toBe(C);
    },
  );

  it.each(['', '*', 'sale', `{${C}`, `${C} `, A.replace('a', 'd'), '__proto__', 'B'])(
    'finds nothing by %j',
    (text) => {
      expect(registry.find(text)).toBeUndefined();
    },
  );

  it('shows a client all organizations or the ones it names, in order and once', () => {
    expect(idsOf(registry.visibleTo(client(settings, 'all')))).toEqual([A, B, C]);
    expect(idsOf(registry.visibleTo(client(settings, 'some')))).toEqual([B, C]);
  });

  it('shows nothing to a client that names nothing we know', () => {
    expect(registry.visibleTo({ ...client(settings, 'some'), organizations: ['gone'] })).toEqual([]);
    expect(registry.visibleTo({ ...client(settings, 'some'), organizations: [] })).toEqual([]);
  });

  it('gives the same list until the configuration changes', async () => {
    const config = new ConfigService(settings, () => load(FILE.replace(A, A.replaceAll('a', '0'))));
    const reloading = new OrganizationRegistry(config);
    const some = client(settings, 'some');
    const before = reloading.visibleTo(some);
    expect(reloading.visibleTo(some)).toBe(before);
    expect(reloading.all()).toBe(reloading.all());
    await config.reload();
    expect(reloading.visibleTo(some)).not.toBe(before);
    expect(reloading.find(A)).toBeUndefined();
    expect(reloading.all()[0]?.id).toBe(A.replaceAll('a', '0'));
  });
});

describe('parseOrganizationId', () => {
  it.each([
    [A, A],
    [A.toUpperCase(), A],
    [`{${A}}`, A],
    [`{${A}`, undefined],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    [A.replaceAll('-', ''), undefined],
    [`${A}\n`, undefined],
    ['', undefined],
  ])('takes %j for %j', (text, id) => {
    expect(parseOrganizationId(text)).toBe(id);
  });
});

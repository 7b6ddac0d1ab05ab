import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { demoTenants } from '../../src/demo/stand-in/demo-tenants.js';
import { sha256Hex } from '../support/service.js';
import { mountedSettings, strangeNames } from './mounted-settings.js';
import { DEPLOY, isPromtoolMissing, promtool } from './promtool.js';

interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly mem_limit: string;
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const read = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');
// `<<` brings in what every service has, as Compose reads it.
const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
const { services, secrets } = compose;
const all = Object.entries(services);
const service = services['backup-jobs']!;
const { version } = JSON.parse(read('../package.json')) as { version: string };

/** What a container finds at its paths: bind mounts, and the secrets it is given. */
function filesOf({ volumes = [], secrets: given = [] }: ComposeService): Record<string, string> {
  const binds = volumes
    .map((volume) => volume.split(':'))
    .filter(([source]) => source?.startsWith('.') === true);
  return Object.fromEntries([
    ...binds
      .filter(([source = '']) => basename(source).includes('.'))
      .map(([source = '', target = '']) => [target, read(source)]),
    ...given.map((name) => [`/run/secrets/${name}`, read(secrets[name]!.file)]),
  ]) as Record<string, string>;
}

describe('compose.yaml', () => {
  it('has the service, the stand-in, and what stands around them', () => {
    expect(Object.keys(services)).toEqual(['backup-jobs', 'demo-upstream', 'redis', 'prometheus', 'grafana']);
  });

  it.each(all)(
    'gives %s no way to change itself or to become more, and looks at its health',
    (_name, each) => {
      expect(each.read_only).toBe(true);
      expect(each.cap_drop).toEqual(['ALL']);
      expect(each.security_opt).toContain('no-new-privileges:true');
      // An unquoted text with a colon in it would be an object.
      expect(new Set(each.healthcheck.test.map((word) => typeof word))).toEqual(new Set(['string']));
      expect(each.healthcheck.test[0]).toBe('CMD');
      expect(each.mem_limit).toMatch(/^\d+m$/);
    },
  );

  it('pins every image to one version, and its own to that of the package', () => {
    for (const [name, { image }] of all) expect(image, name).toMatch(/^[a-z/-]+:v?\d+\.\d+\.\d+(-[a-z]+)?$/);
    expect(service.image).toBe(`backup-jobs:${version}`);
    expect(services['demo-upstream']?.image).toBe(service.image);
    expect(existsSync(join(DEPLOY, service.build!.context, service.build!.dockerfile))).toBe(true);
  });

  it('publishes ports on this machine only', () => {
    const published = all.flatMap(([, { ports = [] }]) => ports);
    expect(published).toHaveLength(3);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('names no file, secret, network, volume or service that is not there', () => {
    for (const [name, each] of all) {
      for (const secret of each.secrets ?? [])
        expect(existsSync(join(DEPLOY, secrets[secret]!.file)), secret).toBe(true);
      for (const network of each.networks ?? []) expect(compose.networks, name).toHaveProperty(network);
      for (const other of Object.keys(each.depends_on ?? {})) expect(services, name).toHaveProperty(other);
      for (const [source = ''] of (each.volumes ?? []).map((volume) => volume.split(':')))
        expect(
          source.startsWith('.') ? existsSync(join(DEPLOY, source)) : source in compose.volumes,
          source,
        ).toBe(true);
    }
  });

  it('starts a service whose settings are good, and whose connections are the stand-in', () => {
    expect(strangeNames(Object.keys(service.environment ?? {}))).toEqual([]);
    const settings = mountedSettings(service.environment ?? {}, filesOf(service));
    expect(service.ports).toContain(`127.0.0.1:${settings.port}:${settings.port}`);
    expect(settings.host).toBe('0.0.0.0');
    const [, , role, port] = services['demo-upstream']!.command!;
    expect(role).toBe('upstream');
    expect(services['demo-upstream']?.network_mode).toBe('service:backup-jobs');
    for (const tenant of demoTenants()) {
      const connection = settings.connections.find(({ name }) => name === tenant.name);
      expect(connection?.baseUrl).toBe(`http://127.0.0.1:${port}`);
      expect(connection?.tokenUrl).toBe(`http://127.0.0.1:${port}/connect/token`);
      expect(connection?.clientId).toBe(tenant.clients[0]?.clientId);
      expect(filesOf(service)[`/run/secrets/${tenant.name}-secret`]).toBe(tenant.clients[0]?.secrets?.[0]);
      expect(connection?.organizations.map(({ id }) => id)).toEqual(tenant.organizations.map(({ id }) => id));
    }
  });

  it('waits for the end of the service longer than the service takes', () => {
    const { shutdownMs } = mountedSettings(service.environment ?? {}, filesOf(service));
    expect(Number.parseInt(service.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(shutdownMs);
  });

  it('asks for health where it is told', () => {
    expect(service.healthcheck.test.join(' ')).toContain("'http://127.0.0.1:3000/health/ready'");
  });

  it('keeps Redis where only the service reaches it', () => {
    expect(compose.networks['cache']?.internal).toBe(true);
    expect(services['redis']?.networks).toEqual(['cache']);
    expect(services['redis']?.ports).toBeUndefined();
    const reaching = all.filter(([, { networks = [] }]) => networks.includes('cache')).map(([name]) => name);
    expect(reaching).toEqual(['backup-jobs', 'redis']);
  });

  it('gives Prometheus a key that opens the metrics', () => {
    const { clients } = mountedSettings(service.environment ?? {}, filesOf(service));
    const hash = sha256Hex(filesOf(services['prometheus']!)['/run/secrets/prometheus-key']!);
    const client = clients.find(({ apiKeySha256 }) => apiKeySha256.includes(hash));
    expect(client?.permissions).toContain('metrics:read');
  });

  it('scrapes the service under the name that the rules know, and shows it in Grafana', () => {
    const scraping = parse(read('compose/prometheus.yml')) as { scrape_configs: unknown[] };
    const reference = parse(read('prometheus/prometheus.yml')) as { scrape_configs: { job_name: string }[] };
    expect(scraping.scrape_configs).toMatchObject([
      {
        job_name: reference.scrape_configs[0]?.job_name,
        authorization: { type: 'Bearer', credentials_file: '/run/secrets/prometheus-key' },
        static_configs: [{ targets: ['backup-jobs:3000'] }],
      },
    ]);
    const sources = parse(read('compose/grafana-datasource.yml')) as { datasources: { url: string }[] };
    expect(sources.datasources[0]?.url).toBe('http://prometheus:9090');
  });

  it.skipIf(isPromtoolMissing)('has a Prometheus configuration that Prometheus takes', async () => {
    const { exitCode, output } = await promtool([
      'check',
      'config',
      '--syntax-only',
      'compose/prometheus.yml',
    ]);
    expect(exitCode, output).toBe(0);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { strangePlaces } from './kubernetes-fields.js';
import { schemaFault } from './kubernetes-schemas.js';
import { mountedSettings, strangeNames } from './mounted-settings.js';
import { DEPLOY } from './promtool.js';

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly securityContext: object;
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
}

interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string; readonly defaultMode: number };
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: { readonly runAsUser: number; readonly fsGroup: number };
  readonly topologySpreadConstraints: readonly { readonly topologyKey: string }[];
  readonly containers: readonly [Container];
  readonly volumes: readonly Volume[];
}

type Manifest = Readonly<Record<string, unknown>> & { readonly kind: string };

const FOLDER = join(DEPLOY, 'kubernetes');
const read = (file: string): Manifest => parse(readFileSync(join(FOLDER, file), 'utf8')) as Manifest;
const list = read('kustomization.yaml') as unknown as { readonly resources: readonly string[] };
const manifests = list.resources.map(read);
const specOf = (kind: string): unknown => manifests.find((manifest) => manifest.kind === kind)?.['spec'];

const deployment = specOf('Deployment') as {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: Pod;
  };
  readonly replicas?: number;
};
const { labels } = deployment.template.metadata;
const pod = deployment.template.spec;
const [container] = pod.containers;
const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
const { data } = manifests.find(({ kind }) => kind === 'ConfigMap') as unknown as {
  data: Record<string, string>;
};

/** The container's files: the config map as it is, and a made-up secret for each file that is named. */
const files = {
  ...Object.fromEntries(Object.entries(data).map(([name, text]) => [`/etc/backup-jobs/${name}`, text])),
  '/run/secrets/backup-jobs/contoso-secret': 'made-up',
  '/run/secrets/backup-jobs/redis-url': 'redis://:made-up@redis:6379',
};

describe('the Kubernetes manifests', () => {
  it('are those that kustomization.yaml names, each of another kind', () => {
    const others = readdirSync(FOLDER).filter((file) => file !== 'kustomization.yaml');
    expect(list.resources.toSorted()).toEqual(others.toSorted());
    expect(new Set(manifests.map(({ kind }) => kind)).size).toBe(manifests.length);
  });

  it('are what the published schemas of the API ask for', () => {
    expect(manifests.map(schemaFault)).toEqual(manifests.map(() => undefined));
    const budget = manifests.find(({ kind }) => kind === 'PodDisruptionBudget');
    expect(schemaFault({ ...budget, spec: { selector: { matchLabels: 'all' } } })).toContain('matchLabels');
    expect(schemaFault({ ...budget, kind: 'Nothing' })).toContain('no schema');
  });

  it('say nothing that the API does not know, and nothing with a value of another type', () => {
    expect(manifests.flatMap(strangePlaces)).toEqual([]);
  });

  it('would be told of a mistyped field and of a value of another type', () => {
    const text = JSON.stringify(manifests.find(({ kind }) => kind === 'Deployment'));
    const broken = (from: string, to: string): string[] =>
      strangePlaces(JSON.parse(text.replace(from, to)) as Manifest);
    expect(broken('"readinessProbe"', '"readynessProbe"')).toEqual([
      '.spec.template.spec.containers[0].readynessProbe',
    ]);
    expect(broken('"value":"15"', '"value":15')).toEqual(['.spec.template.spec.containers[0].env[2].value']);
    expect(broken('"kind":"Deployment"', '"kind":"Deploiment"')).toEqual(['kind']);
  });

  it('start a service whose settings are good, and which listens where it is asked', () => {
    expect(strangeNames(Object.keys(environment))).toEqual([]);
    const settings = mountedSettings(environment, files);
    expect(container.ports).toMatchObject([{ name: 'http', containerPort: settings.port }]);
    expect(settings.host).toBe('0.0.0.0');
    expect(settings.redisUrl).toBeDefined();
    expect(settings.connections[0]?.name).toBe('contoso');
  });

  it('give the service a mounted file for every file that it is told of', () => {
    const named = [...JSON.stringify([environment, data]).matchAll(/\/(?:run|etc)\/[\w./-]+/g)].map(
      ([path]) => path,
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((path) => !(path in files))).toEqual([]);
    const mounts = new Set(container.volumeMounts.map(({ mountPath }) => mountPath));
    expect(named.filter((path) => !mounts.has(dirname(path)))).toEqual([]);
    const volumes = new Set(pod.volumes.map(({ name }) => name));
    expect(container.volumeMounts.filter(({ name }) => !volumes.has(name))).toEqual([]);
  });

  it('let only the group of the service read its secrets, which is what the service asks for', () => {
    const secret = pod.volumes.find((volume) => volume.secret !== undefined)?.secret;
    expect(secret?.defaultMode.toString(8)).toBe('440');
    expect(pod.securityContext.fsGroup).toBe(1000);
  });

  it('ask for health where it is told, long enough for a start of six seconds', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    expect(startupProbe.httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThan(6);
  });

  it('wait for the end of the service longer than the pause and the service take', () => {
    const { shutdownMs } = mountedSettings(environment, files);
    const { seconds } = container.lifecycle.preStop.sleep;
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(seconds * 1000 + shutdownMs);
  });

  it('run it without root, without rights, and without a disk to write to', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('pin the image to the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(DEPLOY, '../package.json'), 'utf8')) as {
      version: string;
    };
    expect(container.image).toBe(`backup-jobs:${version}`);
  });

  it('keep two replicas or more, on different machines and in different zones where there are any', () => {
    expect(deployment.replicas).toBeUndefined();
    const scaler = specOf('HorizontalPodAutoscaler') as { minReplicas: number; scaleTargetRef: object };
    expect(scaler).toMatchObject({
      minReplicas: 2,
      scaleTargetRef: { kind: 'Deployment', name: 'backup-jobs' },
    });
    expect((specOf('PodDisruptionBudget') as { minAvailable: number }).minAvailable).toBe(1);
    const keys = pod.topologySpreadConstraints.map(({ topologyKey }) => topologyKey);
    expect(keys).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
  });

  it('mean the same pods everywhere', () => {
    expect(deployment.selector.matchLabels).toEqual(labels);
    expect((specOf('Service') as { selector: object }).selector).toEqual(labels);
    expect((specOf('PodDisruptionBudget') as { selector: object }).selector).toEqual({ matchLabels: labels });
    expect((specOf('NetworkPolicy') as { podSelector: object }).podSelector).toEqual({ matchLabels: labels });
  });

  it('let the service out to names, Redis and https outside, and nowhere else', () => {
    const { egress } = specOf('NetworkPolicy') as {
      egress: { ports: { port: number }[]; to: { ipBlock?: { except: string[] } }[] }[];
    };
    expect(egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[53, 53], [6379], [443]]);
    const outside = egress.flatMap(({ to }) => to).flatMap(({ ipBlock }) => ipBlock ?? []);
    expect(outside).toHaveLength(1);
    expect(outside[0]?.except).toContain('169.254.0.0/16');
  });
});

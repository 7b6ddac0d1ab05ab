/** What may stand where: a name of `SHAPES`, `[shape]` for a list of them, or anything that is no object. */
type Shape = {
  readonly [field: string]: Shape | readonly [Shape] | 'text' | 'number' | 'truth' | 'texts' | 'map';
};

const SELECTOR: Shape = { matchLabels: 'map' };
const METADATA: Shape = { name: 'text', labels: 'map' };
const PROBE: Shape = {
  httpGet: { path: 'text', port: 'text' },
  periodSeconds: 'number',
  timeoutSeconds: 'number',
  failureThreshold: 'number',
};
const PEER: Shape = {
  namespaceSelector: SELECTOR,
  podSelector: SELECTOR,
  ipBlock: { cidr: 'text', except: 'texts' },
};
const CONTAINER: Shape = {
  name: 'text',
  image: 'text',
  ports: [{ name: 'text', containerPort: 'number', protocol: 'text' }],
  env: [{ name: 'text', value: 'text' }],
  startupProbe: PROBE,
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  lifecycle: { preStop: { sleep: { seconds: 'number' } } },
  resources: { requests: 'map', limits: 'map' },
  securityContext: {
    allowPrivilegeEscalation: 'truth',
    readOnlyRootFilesystem: 'truth',
    capabilities: { drop: 'texts' },
  },
  volumeMounts: [{ name: 'text', mountPath: 'text', readOnly: 'truth' }],
};
const POD: Shape = {
  automountServiceAccountToken: 'truth',
  enableServiceLinks: 'truth',
  terminationGracePeriodSeconds: 'number',
  securityContext: {
    runAsNonRoot: 'truth',
    runAsUser: 'number',
    runAsGroup: 'number',
    fsGroup: 'number',
    seccompProfile: { type: 'text' },
  },
  topologySpreadConstraints: [
    { maxSkew: 'number', topologyKey: 'text', whenUnsatisfiable: 'text', labelSelector: SELECTOR },
  ],
  containers: [CONTAINER],
  volumes: [
    {
      name: 'text',
      configMap: { name: 'text' },
      secret: { secretName: 'text', defaultMode: 'number' },
      emptyDir: { sizeLimit: 'text' },
    },
  ],
};

/** The fields of the kinds in deploy/kubernetes, by `apiVersion/kind`: those that are used, under the names the API has. */
const KINDS: Readonly<Record<string, Shape>> = {
  'v1/Namespace': {},
  'v1/ConfigMap': { data: 'map' },
  'v1/Service': {
    spec: {
      type: 'text',
      selector: 'map',
      ports: [{ name: 'text', port: 'number', targetPort: 'text', protocol: 'text' }],
    },
  },
  'apps/v1/Deployment': {
    spec: {
      revisionHistoryLimit: 'number',
      selector: SELECTOR,
      strategy: { type: 'text', rollingUpdate: { maxUnavailable: 'number', maxSurge: 'number' } },
      template: { metadata: METADATA, spec: POD },
    },
  },
  'autoscaling/v2/HorizontalPodAutoscaler': {
    spec: {
      scaleTargetRef: { apiVersion: 'text', kind: 'text', name: 'text' },
      minReplicas: 'number',
      maxReplicas: 'number',
      metrics: [
        { type: 'text', resource: { name: 'text', target: { type: 'text', averageUtilization: 'number' } } },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 'number' } },
    },
  },
  'policy/v1/PodDisruptionBudget': {
    spec: { minAvailable: 'number', unhealthyPodEvictionPolicy: 'text', selector: SELECTOR },
  },
  'networking.k8s.io/v1/NetworkPolicy': {
    spec: {
      podSelector: SELECTOR,
      policyTypes: 'texts',
      ingress: [{ from: [PEER], ports: [{ port: 'text', protocol: 'text' }] }],
      egress: [{ to: [PEER], ports: [{ port: 'number', protocol: 'text' }] }],
    },
  },
};

const JS_TYPES: Readonly<Record<string, string>> = { text: 'string', number: 'number', truth: 'boolean' };

/** The places at which a manifest says what its kind does not know, or with a value of another type. */
export function strangePlaces(manifest: Readonly<Record<string, unknown>>): string[] {
  const { apiVersion, kind, ...rest } = manifest;
  const shape = KINDS[`${String(apiVersion)}/${String(kind)}`];
  return shape === undefined ? ['kind'] : strangeIn(rest, { metadata: METADATA, ...shape }, '');
}

function strangeIn(value: unknown, shape: Shape[string], place: string): string[] {
  if (Array.isArray(shape)) {
    const [item] = shape as readonly [Shape];
    return Array.isArray(value)
      ? value.flatMap((each, index) => strangeIn(each, item, `${place}[${index}]`))
      : [place];
  }
  if (shape === 'texts')
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? [] : [place];
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  if (shape === 'map') return entries?.every(([, each]) => typeof each === 'string') === true ? [] : [place];
  if (typeof shape === 'string') return typeof value === JS_TYPES[shape] ? [] : [place];
  return (
    entries?.flatMap(([field, each]) => {
      const known = (shape as Shape)[field];
      return known === undefined ? [`${place}.${field}`] : strangeIn(each, known, `${place}.${field}`);
    }) ?? [place]
  );
}

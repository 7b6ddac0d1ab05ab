import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Service } from 'kubernetes-models/v1';

type Schema = new (manifest: never) => { validate(): void };

/** The published schemas of the kinds in deploy/kubernetes, by `apiVersion/kind`. */
const SCHEMAS: Readonly<Record<string, Schema>> = {
  'v1/Namespace': Namespace,
  'v1/ConfigMap': ConfigMap,
  'v1/Service': Service,
  'apps/v1/Deployment': Deployment,
  'autoscaling/v2/HorizontalPodAutoscaler': HorizontalPodAutoscaler,
  'policy/v1/PodDisruptionBudget': PodDisruptionBudget,
  'networking.k8s.io/v1/NetworkPolicy': NetworkPolicy,
};

/** What the schema of its kind says against a manifest; they know what must be there and of which type, not what may not. */
export function schemaFault(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const { apiVersion, kind } = manifest;
  const Known = SCHEMAS[`${String(apiVersion)}/${String(kind)}`];
  if (Known === undefined) return `no schema of ${String(apiVersion)}/${String(kind)}`;
  try {
    new Known(manifest as never).validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

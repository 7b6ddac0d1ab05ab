import type { ConnectionSettings } from '../config/settings.js';
import { STEPS, type Finding } from './finding.js';
import { DOCUMENTED_RANGE_END, type Wording } from './wording.js';

/** What a connection should be configured with, as far as it was found out. */
export interface RecommendedSettings {
  readonly contract: Wording['contract'];
  readonly timeFormat: Wording['timeFormat'];
  /** Undefined where the contract's documented name serves. */
  readonly rangeEndName: Wording['rangeEndName'] | undefined;
  /** `UPSTREAM_PAGE_SIZE`, which all connections share, must not be above it. */
  readonly pageSize: number;
}

/** All that was found out about one connection. */
export interface ConnectionReport {
  readonly connection: string;
  /** In the order of the steps; every step has at least one. */
  readonly findings: readonly Finding[];
  readonly calls: { readonly identity: number; readonly upstream: number; readonly upstreamAtMost: number };
  /** Undefined when too little was found out. */
  readonly settings: RecommendedSettings | undefined;
}

export function recommend(wording: Wording, pageSize: number): RecommendedSettings {
  const { contract, timeFormat, rangeEndName } = wording;
  const isDocumented = DOCUMENTED_RANGE_END[contract] === rangeEndName;
  return { contract, timeFormat, rangeEndName: isDocumented ? undefined : rangeEndName, pageSize };
}

/** The lines for an entry of `connections` in CONFIG_FILE. */
export function yamlLines(
  { name }: Pick<ConnectionSettings, 'name'>,
  settings: RecommendedSettings,
): string[] {
  const { contract, timeFormat, rangeEndName } = settings;
  return [
    `- name: ${name}`,
    `  contract: ${contract}`,
    `  timeFormat: ${timeFormat}`,
    ...(rangeEndName === undefined ? [] : [`  rangeEndName: ${rangeEndName}`]),
  ];
}

export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((left, right) => STEPS.indexOf(left.step) - STEPS.indexOf(right.step));
}

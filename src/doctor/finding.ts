import type { RemedyCode } from './remedies.js';

/** What is looked at, in the order of the report. */
export const STEPS = [
  'token',
  'clock',
  'contract',
  'pageSize',
  'organizations',
  'answers',
  'timeFormat',
  'rangeEnd',
  'rangeReading',
  'calls',
] as const;

export type Step = (typeof STEPS)[number];

interface Told {
  readonly step: Step;
  /** For people: no secret, no token, no address and no upstream text. */
  readonly message: string;
  /** The organization it is about, where it is about one. */
  readonly organizationId?: string;
}

/** One thing that was found out. Codes are stable; whatever is amiss has a remedy. */
export type Finding =
  | (Told & { readonly state: 'ok' | 'note' | 'skipped'; readonly code: string })
  | (Told & { readonly state: 'warning' | 'fault'; readonly code: RemedyCode });

/** A step that could not be taken, because of what was found before. */
export function skipped(step: Step, because: string): Finding {
  return { step, state: 'skipped', code: 'skipped', message: `Not looked at: ${because}.` };
}

export function hasFault(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'fault');
}

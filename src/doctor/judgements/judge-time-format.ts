import type { TimeFormat } from '../../config/settings.js';
import { skipped, type Finding } from '../finding.js';
import type { TimeFormatLook } from '../probes/time-format.js';

const STEP = 'timeFormat';

/** What is known of the two formats. */
export interface TimeFormatEvidence {
  readonly configured: TimeFormat;
  /** The format that was taken first. */
  readonly used: TimeFormat;
  /** Whether the format in use has brought any job. */
  readonly hasJobs: boolean;
  /** How the other format did. */
  readonly other: TimeFormatLook;
}

/** The format to use; undefined when nothing tells. A format may be taken and still be misread: jobs decide. */
export function chooseTimeFormat({ used, hasJobs, other }: TimeFormatEvidence): TimeFormat | undefined {
  if (hasJobs) return used;
  if (other.broughtJob === true) return other.wording.timeFormat;
  return other.reply.kind === 'refusal' ? used : undefined;
}

/** Which format of a time the upstream understands. */
export function judgeTimeFormat(evidence: TimeFormatEvidence): readonly Finding[] {
  const chosen = chooseTimeFormat(evidence);
  if (chosen === undefined) return [skipped(STEP, 'not enough jobs to tell')];
  const message = `${describe(evidence, chosen)}.`;
  const seen: Finding = { step: STEP, state: 'ok', code: 'time-format', message };
  if (chosen === evidence.configured) return [seen];
  const other = `${evidence.configured} is configured, but only ${chosen} is understood.`;
  return [seen, { step: STEP, state: 'fault', code: 'time-format-other', message: other }];
}

function describe({ used, other }: TimeFormatEvidence, chosen: TimeFormat): string {
  const { timeFormat } = other.wording;
  if (chosen !== used) return `Times are understood as ${chosen}; as ${used} they bring nothing`;
  if (other.reply.kind === 'refusal') return `Times are understood as ${used}, and refused as ${timeFormat}`;
  if (other.broughtJob === true) return `Times are understood as ${used}, and as ${timeFormat}`;
  if (other.broughtJob === false) return `Times are understood as ${used}; as ${timeFormat} they are misread`;
  return `Times are understood as ${used}; whether as ${timeFormat} cannot be told`;
}

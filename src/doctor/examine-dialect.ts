import { recommend, type RecommendedSettings } from './connection-report.js';
import type { Examined, Standing } from './examined.js';
import type { Finding } from './finding.js';
import { chooseRangeEnd, judgeRangeEnds } from './judgements/judge-range-ends.js';
import { judgeRangeReadings } from './judgements/judge-range-readings.js';
import { chooseTimeFormat, judgeTimeFormat } from './judgements/judge-time-format.js';
import { knownJobsOf, type KnownJob, type OrganizationReply } from './known-job.js';
import { probeRangeEnds } from './probes/range-ends.js';
import { probeRangeReadings } from './probes/range-readings.js';
import { probeTimeFormat } from './probes/time-format.js';
import { configuredWording, type RangeEndName } from './wording.js';

/** How the upstream understands times and ranges. */
export interface Dialect {
  readonly findings: readonly Finding[];
  readonly settings: RecommendedSettings;
  /** Why steps were not taken. */
  readonly ended: string;
}

interface Told {
  readonly standing: Standing;
  readonly known: readonly KnownJob[];
}

/** Finds out by windows around known jobs what the vendor's documents leave open. */
export async function examineDialect(
  examined: Examined,
  { standing, replies }: { readonly standing: Standing; readonly replies: readonly OrganizationReply[] },
): Promise<Dialect> {
  const findings: Finding[] = [];
  const told = await lookAtTimeFormat(
    examined,
    { standing, known: knownJobsOf(replies) },
    { replies, findings },
  );
  const [known] = told.known;
  if (known === undefined)
    return { findings, settings: settingsOf(told.standing), ended: 'not enough jobs to tell' };
  const rangeEndName = await lookAtRangeEnds(examined, { standing: told.standing, known }, findings);
  if (rangeEndName === undefined)
    return { findings, settings: settingsOf(told.standing), ended: 'it is not known what ends a range' };
  const settled = withRangeEnd(told.standing, rangeEndName);
  findings.push(judgeRangeReadings(await probeRangeReadings(examined.questions, settled, told.known)));
  return { findings, settings: settingsOf(settled), ended: 'the questions were not answered' };
}

function settingsOf({ wording, pageSize }: Standing): RecommendedSettings {
  return recommend(wording, pageSize);
}

function withRangeEnd({ wording, pageSize }: Standing, rangeEndName: RangeEndName): Standing {
  return { wording: { ...wording, rangeEndName }, pageSize };
}

/** A format that brings jobs where the other one brought none is the one to go on with. */
async function lookAtTimeFormat(
  { connection, questions, window }: Examined,
  told: Told,
  { replies, findings }: { readonly replies: readonly OrganizationReply[]; readonly findings: Finding[] },
): Promise<Told> {
  const { standing, known } = told;
  const first = replies.find(({ reply }) => reply.kind === 'answer');
  if (first === undefined) return told;
  const { organization } = first;
  const other = await probeTimeFormat(questions, { organization, ...standing, window }, known[0]);
  const hasJobs = replies.some(({ reply }) => reply.kind === 'answer' && reply.jobs.length > 0);
  const evidence = { configured: connection.timeFormat, used: standing.wording.timeFormat, hasJobs, other };
  findings.push(...judgeTimeFormat(evidence));
  if (chooseTimeFormat(evidence) !== other.wording.timeFormat) return told;
  const { wording, reply } = other;
  return { standing: { ...standing, wording }, known: knownJobsOf([{ organization, reply }]) };
}

async function lookAtRangeEnds(
  { connection, questions }: Examined,
  { standing, known }: { readonly standing: Standing; readonly known: KnownJob },
  findings: Finding[],
): Promise<RangeEndName | undefined> {
  const expected = configuredWording(standing.wording.contract, connection).rangeEndName;
  const looks = await probeRangeEnds(questions, standing, known);
  findings.push(...judgeRangeEnds(looks, expected));
  return chooseRangeEnd(looks, expected);
}

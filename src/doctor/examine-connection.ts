import { inOrder, type ConnectionReport, type RecommendedSettings } from './connection-report.js';
import { examineAccess } from './examine-access.js';
import { examineDialect } from './examine-dialect.js';
import type { Examined } from './examined.js';
import { skipped, STEPS, type Finding } from './finding.js';
import { judgeCalls } from './judgements/judge-calls.js';
import { judgeClock } from './judgements/judge-clock.js';

/** Looks at one connection, step by step: what a step finds out is what the next one asks with. */
export async function examineConnection(examined: Examined): Promise<ConnectionReport> {
  const access = await examineAccess(examined);
  if ('ended' in access) return conclude(examined, access);
  const dialect = await examineDialect(examined, access);
  return conclude(examined, { ...dialect, findings: [...access.findings, ...dialect.findings] });
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly ended: string;
  readonly settings?: RecommendedSettings;
}

/** A step without a finding was not taken, because of how the one before it ended. */
function conclude(
  { connection, clients: { exchanges }, questions }: Examined,
  { findings, ended, settings }: Outcome,
): ConnectionReport {
  const { calls, mostCalls, replies, stopped } = questions;
  const all = [...findings, ...judgeClock(exchanges), ...(replies.length > 0 ? [judgeCalls(replies)] : [])];
  const taken = new Set(all.map(({ step }) => step));
  const missed = STEPS.filter((step) => !taken.has(step)).map((step) => skipped(step, stopped ?? ended));
  return {
    connection: connection.name,
    findings: inOrder([...all, ...missed]),
    calls: { identity: exchanges.length - calls, upstream: calls, upstreamAtMost: mostCalls },
    settings,
  };
}

import type { ChaosOutcome, ChaosPlan } from './run-chaos.js';

const asText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');

/** The figures of a run, for people. */
export function reportOf({ seed }: ChaosPlan, outcome: ChaosOutcome): string {
  const { figures, down, upstreamCalls, memoryMegabytes, mostMegabytes, recoveryMs, met } = outcome;
  const ratio = (index: 0 | 1): string => (down.downMs[index] / down.upMs[index]).toFixed(2);
  return [
    `chaos with CHAOS_SEED=${seed}`,
    `  ${figures.requests} requests, ${figures.wrong.length} wrong answers`,
    `  by status: ${asText(figures.byStatus)}`,
    `  by state: ${asText(figures.byState)} (${(100 * figures.staleShare).toFixed(1)} % stale)`,
    `  events: ${asText(figures.events)}`,
    `  upstream calls per request: ${(upstreamCalls / figures.requests).toFixed(2)}`,
    `  everything down, warm copies: ${down.answered} of ${down.read} answered, p50 ${ratio(0)} and p99 ${ratio(1)} times as long`,
    `  memory per replica: ${memoryMegabytes.map(Math.round).join(', ')} MB, at most ${Math.round(mostMegabytes)} MB`,
    `  all well again after ${recoveryMs} ms`,
    `  ${met.redis ? 'with' : 'without'} Redis, ${met.purge ? 'with' : 'without'} DELETE /v1/cache`,
    ...figures.wrong.slice(0, 20).map((fault) => `  wrong: ${fault}`),
    '',
  ].join('\n');
}

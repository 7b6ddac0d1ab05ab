import type { Exchange } from '../exchange.js';
import type { Finding } from '../finding.js';

const TOLERATED_MS = 30_000;
const SERVERS = { identity: 'identity service', upstream: 'upstream' } as const;

/** How far our clock and those of the servers are apart. Of several calls the one that shows the least counts: a slow one shows more. */
export function judgeClock(exchanges: readonly Exchange[]): readonly Finding[] {
  const asked = (['identity', 'upstream'] as const).filter((server) =>
    exchanges.some((exchange) => exchange.server === server && exchange.status !== undefined),
  );
  return asked.map((server) => findingOf(server, clockAheadMs(server, exchanges)));
}

function clockAheadMs(server: Exchange['server'], exchanges: readonly Exchange[]): number | undefined {
  const told = exchanges.flatMap((exchange) =>
    exchange.server === server && exchange.clockAheadMs !== undefined ? [exchange.clockAheadMs] : [],
  );
  return told.toSorted((left, right) => Math.abs(left) - Math.abs(right))[0];
}

function findingOf(server: Exchange['server'], aheadMs: number | undefined): Finding {
  const name = SERVERS[server];
  if (aheadMs === undefined) {
    const message = `The ${name} does not tell its time.`;
    return { step: 'clock', state: 'note', code: 'clock-unknown', message };
  }
  if (Math.abs(aheadMs) <= TOLERATED_MS) {
    const message = `The ${name} and this machine agree on the time, within 30 s.`;
    return { step: 'clock', state: 'ok', code: 'clock-agrees', message };
  }
  const message = `The clock of the ${name} is ${durationOf(aheadMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} ours.`;
  return { step: 'clock', state: 'warning', code: 'clock-off', message };
}

function durationOf(differenceMs: number): string {
  const seconds = Math.trunc(Math.abs(differenceMs) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { TENANTS } from '../cache/small-world.js';
import { builtService } from '../process/built-service.js';
import { ServiceProcess } from '../process/service-process.js';
import { clientEntry, KEY } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { answersToBytes, faultIn, statusIn } from './answers-to-bytes.js';
import corpus from './fuzz-corpus.json' with { type: 'json' };
import { hostileInputs } from './hostile-inputs.js';

const INPUTS = 20_000;
/** The same every time, so that a finding is found again; another number is another twenty thousand. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
/** Far below the number at which requests are shed: 503 would be no finding. */
const AT_ONCE = 100;
const MAX_MEMORY_MEGABYTES = 450;

let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;
let port: number;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
  service = await ServiceProcess.start({
    file: { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] },
    environment: { REQUESTS_PER_MINUTE: '1000000', METRICS_POLL_SECONDS: '0' },
  });
  port = Number(new URL(service.url).port);
});
afterAll(() => Promise.all([service.close(), upstream.close()]));

interface Finding {
  readonly found: string;
  readonly bytes: string;
}

/** Sends every input, some at a time, and tells what was wrong with the answers. */
async function findingsOf(inputs: readonly string[], statuses: Map<number, number>): Promise<Finding[]> {
  const findings: Finding[] = [];
  const waiting = inputs.values();
  const sendNext = async (): Promise<void> => {
    for (const bytes of waiting) {
      const text = await answersToBytes(port, bytes);
      const status = statusIn(text ?? '') ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const found = faultIn(text, bytes);
      if (found !== undefined) findings.push({ found, bytes });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
  return findings;
}

describe('bad input', () => {
  it.each(corpus)('that once was a finding is none any more: $found', async ({ bytes }) => {
    expect(await findingsOf([bytes], new Map())).toEqual([]);
  });

  it('of every kind is answered below 500 and refused with problem documents only', async () => {
    const statuses = new Map<number, number>();
    const begunMs = performance.now();
    const findings = await findingsOf(
      fc.sample(hostileInputs(KEY), { numRuns: INPUTS, seed: SEED }),
      statuses,
    );
    const seconds = (performance.now() - begunMs) / 1000;
    const megabytes = Math.round(service.megabytesOf('VmHWM'));
    const counts = [...statuses]
      .toSorted(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`);
    process.stdout.write(
      `${INPUTS} bad inputs (seed ${SEED}) in ${seconds.toFixed(1)} s: ${counts.join(', ')}; findings: ${findings.length}; ${megabytes} MB\n`,
    );
    // What is found belongs into fuzz-corpus.json, so that it is tried for ever.
    expect(findings.slice(0, 10)).toEqual([]);
    // The generator is worth something only while it meets all of these.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 405, 406, 414, 431]));
    expect(megabytes).toBeLessThan(MAX_MEMORY_MEGABYTES);
  }, 600_000);

  it('left one JSON object a line in the log, and no bug', async () => {
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    const lines = service.stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(INPUTS / 2);
    expect(lines.every((line) => typeof line === 'object' && line !== null && 'code' in line)).toBe(true);
    expect(service.lines.filter(({ code }) => code === 'internal_error' || code === 'crashed')).toEqual([]);
    expect(service.stderr).toBe('');
  });
});

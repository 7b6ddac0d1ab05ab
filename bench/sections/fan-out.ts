import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import { median, quantile } from '../quantile.js';
import { atMost, type Bench, type Figure, rounded, type Section } from '../section.js';

const WAIT_MS = 200;
const SIZES = [1, 10, 50, 200];
/** Calls at once on one connection, by default. */
const CONCURRENCY = 8;

export const fanOut: Section = {
  name: 'fan-out',
  title: 'Many organizations at once',
  method: `Organizations of one connection, one page each, from an upstream that takes ${WAIT_MS} ms for each and is asked ${CONCURRENCY} at a time, against the ideal: the calls divided by ${CONCURRENCY}, rounded up, times ${WAIT_MS} ms.`,
  measure,
};

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const upstream = await Upstream.start({
    organizations: Math.max(...SIZES),
    jobsEach: 20,
    days: 6,
    waitMs: WAIT_MS,
  });
  try {
    const figures: Figure[] = [];
    for (const size of bench.isShort ? [10] : SIZES) figures.push(await measureSize(size, bench, upstream));
    return figures;
  } finally {
    await upstream.close();
  }
}

async function measureSize(size: number, bench: Bench, upstream: Upstream): Promise<Figure> {
  const idealMs = Math.ceil(size / CONCURRENCY) * WAIT_MS;
  const service = await Service.start({ bench, upstream, visible: size });
  try {
    const times = await askAnew(service, bench.isShort ? 1 : 5);
    const ratios = times.map((timeMs) => timeMs / idealMs);
    const spread = `${rounded(quantile(ratios, 0))} to ${rounded(quantile(ratios, 1))}`;
    const remark = `${spread}; ${rounded(median(times))} ms against ${idealMs} ms`;
    return atMost(`${size} organizations ÷ the ideal`, 1.15, { value: median(ratios), unit: '', remark });
  } finally {
    await service.close();
  }
}

/** The first request fetches the token and opens the connections, and is not counted. */
async function askAnew(service: Service, rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const { elapsedMs } = await service.get('/v1/jobs', { 'cache-control': 'no-cache' });
    if (round >= 0) times.push(elapsedMs);
  }
  return times;
}

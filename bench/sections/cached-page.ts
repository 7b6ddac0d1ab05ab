import { startNginx } from '../processes/nginx.js';
import { Child } from '../processes/child.js';
import { load } from '../processes/load.js';
import { Service } from '../processes/service.js';
import { Upstream } from '../processes/upstream.js';
import { startVarnish } from '../processes/varnish.js';
import type { Page } from '../programs/page.js';
import { median, quantile } from '../quantile.js';
import { atLeast, type Bench, type Figure, rounded, type Section, told } from '../section.js';

const PATH = '/v1/jobs';
/** Of the connection and the moment, not of the answer: each server writes its own. */
const OWN_HEADERS = new Set(['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']);

interface Server {
  readonly name: string;
  readonly url: string;
  readonly child: Child;
}

/** What one server managed in each round. */
interface Rounds {
  readonly requestsPerSecond: number[];
  readonly processorMicroseconds: number[];
}

export const cachedPage: Section = {
  name: 'cached-page',
  title: 'A cached page',
  method:
    'The same 25 jobs of 10 organizations, from the service with API key, limits and log on; from Fastify that sends the same bytes and headers and nothing else; from Nest on Express with the stock CacheInterceptor; and from nginx (one worker) and Varnish that keep the service’s answer. The load generator is a process of its own; the servers take turns.',
  measure,
};

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const upstream = await Upstream.start({ organizations: 10, jobsEach: 50, days: 6 });
  const service = await Service.start({ bench, upstream });
  const { servers, missing } = await startServers(service);
  try {
    const figures: Figure[] = [];
    await warmUp(servers, { connections: 8, headers: service.headers, bench });
    for (const connections of bench.isShort ? [32] : [32, 256, 1]) {
      const results = await takeTurns(servers, { connections, headers: service.headers, bench });
      figures.push(...figuresOf(connections, results));
    }
    return [...figures, ...(await growthOf(servers[0]!, { headers: service.headers, bench })), ...missing];
  } finally {
    await Promise.all([...servers.map(({ child }) => child.close()), upstream.close()]);
  }
}

async function startServers(service: Service): Promise<{ servers: Server[]; missing: Figure[] }> {
  const page = await pageOf(service);
  const ours = ['bare-fastify', 'first-draft'].map(async (name) => {
    const { child, ready } = await Child.program(name, page);
    return { name, child, url: String(ready) };
  });
  const caches = [
    { name: 'nginx', started: await startNginx(service.url) },
    { name: 'Varnish', started: await startVarnish(service.url) },
  ];
  const installed = caches.flatMap(({ name, started }) =>
    started === undefined ? [] : [{ name, ...started }],
  );
  const missing = caches
    .filter(({ started }) => started === undefined)
    .map(({ name }) => ({ what: name, measured: 'not installed' }));
  const servers = [{ name: 'service', url: service.url, child: service.child }, ...(await Promise.all(ours))];
  return { servers: [...servers, ...installed], missing };
}

/** The service's answer from its cache, as the others are to send it. */
async function pageOf(service: Service): Promise<Page> {
  await service.get(PATH);
  const { headers, body } = await service.get(PATH);
  const entries = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
  const kept = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { path: PATH, headers: Object.fromEntries(kept), body: body.toString() };
}

interface Turns {
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bench: Bench;
}

/** By requests, not by time: code is compiled after so many calls of it. */
async function warmUp(servers: readonly Server[], { connections, headers, bench }: Turns): Promise<void> {
  const amount = bench.isShort ? 300 : 10_000;
  for (const { url } of servers) await load({ url: `${url}${PATH}`, headers, connections, amount });
}

async function takeTurns(servers: readonly Server[], turns: Turns): Promise<Map<string, Rounds>> {
  const results = new Map<string, Rounds>(servers.map(({ name }) => [name, noRounds()]));
  for (let round = 0; round < (turns.bench.isShort ? 1 : 5); round += 1) {
    for (const server of servers) await takeTurn(server, turns, results.get(server.name)!);
  }
  return results;
}

function noRounds(): Rounds {
  return { requestsPerSecond: [], processorMicroseconds: [] };
}

/** Loads one server for a moment, and notes what it managed. */
async function takeTurn(
  { url, child }: Server,
  { connections, headers, bench: { isShort } }: Turns,
  { requestsPerSecond, processorMicroseconds }: Rounds,
): Promise<void> {
  const beforeMs = child.processorMs;
  const result = await load({ url: `${url}${PATH}`, headers, connections, seconds: isShort ? 1 : 2 });
  requestsPerSecond.push(result.requestsPerSecond);
  processorMicroseconds.push(((child.processorMs - beforeMs) * 1000) / result.requests);
}

function figuresOf(connections: number, results: ReadonlyMap<string, Rounds>): Figure[] {
  const of = (name: string): readonly number[] => results.get(name)?.requestsPerSecond ?? [];
  const work = (name: string): readonly number[] => results.get(name)?.processorMicroseconds ?? [];
  const at = `${connections} connections`;
  const absolute = [...results].map(([name, { requestsPerSecond, processorMicroseconds }]) => {
    const processor = median(processorMicroseconds);
    // Varnish works in a process of its own beneath the one that was started.
    const share = processor === 0 ? '' : `; ${rounded(processor)} µs of processor a request`;
    const remark = `${spreadOf(requestsPerSecond)}${share}`;
    return told(`${name}, ${at}`, { value: median(requestsPerSecond), unit: 'requests/s', remark });
  });
  return [
    ...absolute,
    told(`bare Fastify ÷ first draft on Express, ${at}`, ratioOf(of('bare-fastify'), of('first-draft'))),
    atLeast(`service ÷ bare Fastify, ${at}`, 0.6, ratioOf(of('service'), of('bare-fastify'))),
    told(
      `processor time a request: bare Fastify ÷ service, ${at}`,
      ratioOf(work('bare-fastify'), work('service')),
    ),
    atLeast(`service ÷ first draft on Express, ${at}`, 3, ratioOf(of('service'), of('first-draft'))),
  ];
}

/** What more connections cost, few and many in turns: a request should be no dearer when many wait. */
async function growthOf(service: Server, { headers, bench }: Omit<Turns, 'connections'>): Promise<Figure[]> {
  if (bench.isShort) return [];
  const [few, many] = [noRounds(), noRounds()];
  for (let round = 0; round < 9; round += 1) {
    await takeTurn(service, { connections: 32, headers, bench }, few);
    await takeTurn(service, { connections: 256, headers, bench }, many);
  }
  return [
    atLeast(
      'service with 256 connections ÷ with 32',
      1,
      ratioOf(many.requestsPerSecond, few.requestsPerSecond),
    ),
    told(
      'processor time a request, 32 connections ÷ 256',
      ratioOf(few.processorMicroseconds, many.processorMicroseconds),
    ),
  ];
}

/** The median of the ratios of neighbours in time, which a busy moment hits alike. */
function ratioOf(ours: readonly number[], theirs: readonly number[]) {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? NaN));
  return { value: median(ratios), unit: '', remark: spreadOf(ratios) };
}

function spreadOf(values: readonly number[]): string {
  return `${rounded(quantile(values, 0))} to ${rounded(quantile(values, 1))}`;
}

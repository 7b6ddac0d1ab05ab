import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { canStartRedis, startRedis } from '../support/redis-server.js';
import { startUpstream } from '../support/upstream.js';
import type { Came } from './chaos-caller.js';
import { ask, purge } from './chaos-caller.js';
import { faultsOf } from './chaos-model.js';
import { sceneOf, type ChaosClient, type Scene } from './chaos-scene.js';
import { Chance } from './chance.js';
import { Cluster, type Replica } from './cluster.js';
import { Figures } from './figures.js';
import { walkPages } from './page-walk.js';
import { randomRead } from './random-reads.js';
import { measureEverythingDown, type DownFigures } from './everything-down.js';
import { Weather } from './weather.js';

export interface ChaosPlan {
  /** The same seed brings the same jobs, clients, questions and events; only their moments differ. */
  readonly seed: string;
  readonly requests: number;
  /** How many requests lie between two events: a change of the weather, a replica or Redis that goes away. */
  readonly requestsPerEvent: number;
}

export interface ChaosOutcome {
  readonly figures: Figures;
  readonly down: DownFigures;
  readonly upstreamCalls: number;
  readonly memoryMegabytes: readonly number[];
  readonly mostMegabytes: number;
  /** Whether copies can be dropped, and Redis was there. */
  readonly met: { readonly purge: boolean; readonly redis: boolean };
  readonly recoveryMs: number;
  /** Everything the replicas wrote. */
  readonly logs: string;
}

const CALLER_PAUSE_MS = 40;
const LATEST_RECOVERY_MS = 40_000;

/** Three replicas, one Redis and twenty clients while everything goes wrong; each answer is judged by the model. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosOutcome> {
  const scene = sceneOf(plan.seed, Date.now());
  const upstream = await startUpstream({
    tenants: scene.tenants,
    jobs: ({ id }) => scene.jobs.get(id) ?? [],
    now: Date.now,
  });
  const redis = canStartRedis ? await startRedis() : undefined;
  const cluster = new Cluster(upstream, scene, redis);
  try {
    await cluster.start();
    return await new ChaosRun(plan, scene, upstream, cluster).run();
  } finally {
    await cluster.close();
    await upstream.close();
  }
}

class ChaosRun {
  private readonly figures = new Figures();
  private readonly weather: Weather;
  private hasPurge = true;

  constructor(
    private readonly plan: ChaosPlan,
    private readonly scene: Scene,
    private readonly upstream: StandIn,
    private readonly cluster: Cluster,
  ) {
    this.weather = new Weather(upstream, new Chance(`${plan.seed}|weather`));
  }

  async run(): Promise<ChaosOutcome> {
    const events = this.direct();
    await Promise.all(this.scene.clients.map((client) => this.call(client)));
    await events;
    const upstreamCalls = this.upstream.jobRequests;
    this.weather.become('calm');
    const recoveryMs = await this.recover();
    const down = await measureEverythingDown(this.cluster, this.scene.clients[0]!, this.weather);
    const memoryMegabytes = this.cluster.measure();
    await this.cluster.close();
    return {
      figures: this.figures,
      down,
      upstreamCalls,
      memoryMegabytes,
      mostMegabytes: this.cluster.mostMegabytes,
      met: { purge: this.hasPurge, redis: this.cluster.redis !== undefined },
      recoveryMs,
      logs: this.cluster.logs,
    };
  }

  /** One event after the other, each after its number of requests. */
  private async direct(): Promise<void> {
    const chance = new Chance(`${this.plan.seed}|events`);
    const { requests, requestsPerEvent } = this.plan;
    for (let after = requestsPerEvent; this.figures.requests < requests; after += requestsPerEvent) {
      while (this.figures.requests < Math.min(after, requests)) await pauseMs(10);
      const draw = chance.fraction();
      if (draw < 0.6) this.figures.noteEvent(this.weather.change());
      else if (draw < 0.8) this.figures.noteEvent(await this.cluster.replace(chance));
      else this.figures.noteEvent(await this.cluster.disturbRedis(chance));
    }
  }

  private async call(client: ChaosClient): Promise<void> {
    const chance = new Chance(`${this.plan.seed}|${client.name}`);
    while (this.figures.requests < this.plan.requests) {
      const draw = chance.fraction();
      if (draw < 0.02 && client.mayPurge) await this.purge(client, chance);
      else if (draw < 0.05) await this.walk(client, chance);
      else this.judge(await ask(this.replicaFor(chance), client, randomRead(client, this.scene, chance)));
      await pauseMs(chance.below(CALLER_PAUSE_MS));
    }
  }

  private async walk(client: ChaosClient, chance: Chance): Promise<void> {
    const { pages, faults } = await walkPages(client, () => this.replicaFor(chance), chance, this.scene);
    for (const page of pages) this.judge(page);
    this.figures.wrong.push(...faults);
  }

  private async purge(client: ChaosClient, chance: Chance): Promise<void> {
    const replica = this.replicaFor(chance);
    const sentMs = Date.now();
    const { service } = replica;
    const status = await purge(replica, client);
    this.figures.noteAnswer(status, []);
    if (status === 404) this.hasPurge = false;
    else if (status === 204 && replica.service === service) replica.droppedBeforeMs = sentMs;
    else if (status !== 'cut' && status !== 204) this.figures.wrong.push(`${status} for a purge`);
  }

  private judge(came: Came): void {
    if (came === 'cut') return this.figures.noteAnswer('cut', []);
    const { body, status, asked } = came;
    const sources = status === 200 ? (body.sources ?? (body.source ? [body.source] : [])) : [];
    this.figures.noteAnswer(
      status,
      sources.map(({ state }) => state),
    );
    for (const fault of faultsOf(came, this.scene))
      this.figures.wrong.push(`${fault} (${status} to ${asked.path}, ${asked.directive})`);
  }

  /** How long after everything is well again every client is answered in full, with nothing stale, by every replica. */
  private async recover(): Promise<number> {
    const begunMs = Date.now();
    while (Date.now() - begunMs < LATEST_RECOVERY_MS) {
      const reads = this.cluster.replicas.map((replica) => this.readAll(replica));
      const states = (await Promise.all(reads)).flat();
      if (states.every((state) => state === 'live' || state === 'cached')) return Date.now() - begunMs;
      await pauseMs(250);
    }
    return Infinity;
  }

  private async readAll(replica: Replica): Promise<string[]> {
    const client = this.scene.clients[0]!;
    const { organizations } = client;
    const common = { directive: 'none', organizations, types: [], statuses: [], mayBePartial: true } as const;
    const came = await ask(replica, client, {
      ...common,
      kind: 'list',
      path: '/v1/jobs?pageSize=5',
      sort: '-startTime',
    });
    this.judge(came);
    return came === 'cut' ? ['cut'] : (came.body.sources ?? []).map(({ state }) => state);
  }

  private replicaFor(chance: Chance): Replica {
    const up = this.cluster.replicas.filter(({ service }) => service !== undefined);
    return chance.oneOf(up);
  }
}

function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

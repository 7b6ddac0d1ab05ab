import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { ServiceProcess } from '../process/service-process.js';
import type { RedisServer } from '../support/redis-server.js';
import { connectionEntries } from '../support/upstream.js';
import type { Chance } from './chance.js';
import { clientEntries, DEADLINE_MS, FRESH_MS, STALE_MS, TIMEOUT_MS, type Scene } from './chaos-scene.js';

const REPLICAS = 3;
const seconds = (ms: number): string => String(ms / 1000);

/** One place in the cluster; behind it a process that may be another one a moment later. */
export interface Replica {
  service: (ServiceProcess & { readonly url: string }) | undefined;
  /** Epoch milliseconds when it last went away. */
  downMs: number;
  /** Copies fetched before were dropped, as far as that can be known. */
  droppedBeforeMs: number;
}

/** Three replicas of the service and their Redis. At least one replica is up at any time. */
export class Cluster {
  readonly replicas: readonly Replica[] = Array.from({ length: REPLICAS }, () => ({
    service: undefined,
    downMs: 0,
    droppedBeforeMs: 0,
  }));
  /** Most memory of any replica so far. */
  mostMegabytes = 0;
  logs = '';

  constructor(
    private readonly upstream: StandIn,
    private readonly scene: Scene,
    readonly redis: RedisServer | undefined,
  ) {}

  async start(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => this.launch(replica)));
  }

  /** Ends one replica, by the signal that asks or the one that does not, and starts it anew. */
  async replace(chance: Chance): Promise<string> {
    const replica = chance.oneOf(this.replicas);
    const { service } = replica;
    if (service === undefined) return 'nobody';
    const isAsked = chance.isLucky(0.5);
    this.measure();
    replica.service = undefined;
    replica.downMs = Date.now();
    if (isAsked) {
      service.signal('SIGTERM');
      await service.exit();
    }
    await this.end(service);
    await this.launch(replica);
    return `a replica ${isAsked ? 'stopped' : 'killed'}`;
  }

  /** Whatever Redis does, nobody knows what it still holds. */
  async disturbRedis(chance: Chance): Promise<string> {
    if (this.redis === undefined) return 'no Redis';
    this.forgetDrops();
    if (chance.isLucky(0.5)) {
      await this.redis.kill();
      await new Promise((resolve) => setTimeout(resolve, chance.below(1_500)));
      await this.redis.start();
      return 'Redis killed';
    }
    this.redis.freeze();
    await new Promise((resolve) => setTimeout(resolve, chance.below(2_500)));
    this.redis.thaw();
    this.forgetDrops();
    return 'Redis frozen';
  }

  async close(): Promise<void> {
    const running = this.replicas.flatMap(({ service }) => (service === undefined ? [] : [service]));
    for (const replica of this.replicas) replica.service = undefined;
    await Promise.all(running.map((service) => this.end(service)));
    this.redis?.thaw();
    await this.redis?.close();
  }

  /** Resident memory of each replica that is up, in megabytes. */
  measure(): number[] {
    const sizes = this.replicas.flatMap(({ service }) => service?.megabytesOf('VmRSS') ?? []);
    this.mostMegabytes = Math.max(this.mostMegabytes, ...sizes);
    return sizes;
  }

  private forgetDrops(): void {
    for (const replica of this.replicas) replica.droppedBeforeMs = 0;
  }

  private async end(service: ServiceProcess): Promise<void> {
    await service.close();
    this.logs += service.stdout + service.stderr;
  }

  private async launch(replica: Replica): Promise<void> {
    replica.service = await ServiceProcess.start({
      file: {
        connections: connectionEntries(this.upstream, this.scene.tenants),
        clients: clientEntries(this.scene),
      },
      environment: {
        CACHE_FRESH_SECONDS: seconds(FRESH_MS),
        CACHE_STALE_SECONDS: seconds(STALE_MS),
        UPSTREAM_TIMEOUT_SECONDS: seconds(TIMEOUT_MS),
        REQUEST_DEADLINE_SECONDS: seconds(DEADLINE_MS),
        UPSTREAM_PAGE_SIZE: '20',
        REQUESTS_PER_MINUTE: '1000000',
        METRICS_POLL_SECONDS: '0',
        SHUTDOWN_SECONDS: '5',
        ...(this.redis === undefined ? {} : { REDIS_URL: this.redis.url }),
      },
    });
  }
}

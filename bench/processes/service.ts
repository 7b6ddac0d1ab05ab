import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Bench } from '../section.js';
import { type TimedAnswer, timedGetOf } from '../timed-get.client.js';
import { Child } from './child.js';
import type { Upstream } from './upstream.js';

const KEY = 'key-of-the-benchmark';
const START_MS = 60_000;
const LOOK_EVERY_MS = 5;

export interface ServiceOptions {
  readonly bench: Bench;
  readonly upstream: Upstream;
  /** How many of the organizations the caller may see: all, unless given. */
  readonly visible?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** For Node, before the program. */
  readonly nodeWords?: readonly string[];
}

/** Nobody asks behind the caller's back; the limits count without ever being reached, however busy the machine is. */
const ENVIRONMENT = {
  PORT: '0',
  REQUESTS_PER_MINUTE: '1000000',
  METRICS_POLL_SECONDS: '0',
  CACHE_FRESH_SECONDS: '3600',
  UPSTREAM_TIMEOUT_SECONDS: '60',
  REQUEST_DEADLINE_SECONDS: '170',
};

/** The compiled service as the image runs it, its log going to a file. */
export class Service {
  private constructor(
    readonly child: Child,
    readonly url: string,
  ) {}

  static async start(options: ServiceOptions): Promise<Service> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-service-'));
    const logFile = join(folder, 'log');
    const log = openSync(logFile, 'w');
    const { bench, nodeWords = [], environment } = options;
    writeFileSync(join(folder, 'config.json'), JSON.stringify(configurationOf(options)));
    const child = new Child({
      command: process.execPath,
      words: [...imageWords(), ...nodeWords, join(bench.service, 'main.js')],
      environment: { ...ENVIRONMENT, CONFIG_FILE: join(folder, 'config.json'), ...environment },
      stdout: log,
      folders: [folder],
    });
    closeSync(log);
    return new Service(child, await addressIn(logFile, child));
  }

  /** What the caller sends with every request. */
  get headers(): Record<string, string> {
    return { 'x-api-key': KEY };
  }

  /** An answer of 200 to the caller; anything else is thrown. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<TimedAnswer> {
    return timedGetOf(`${this.url}${path}`, { ...this.headers, ...headers });
  }

  close(): Promise<void> {
    return this.child.close();
  }
}

/** What the image tells Node before the program. */
function imageWords(): readonly string[] {
  const [, command = '[]'] = /^CMD (\[.+\])$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  return (JSON.parse(command) as string[]).slice(1, -1);
}

function configurationOf({ upstream, visible = Infinity }: ServiceOptions): object {
  const organizations = visible === Infinity ? ['*'] : upstream.place.organizationIds.slice(0, visible);
  const apiKeySha256 = [createHash('sha256').update(KEY).digest('hex')];
  const permissions = ['jobs:read', 'cache:purge'];
  return {
    connections: upstream.connections,
    clients: [{ name: 'reporting', apiKeySha256, organizations, permissions }],
  };
}

/** Where the service says that it listens. Throws when it ends before, or says nothing in a minute. */
async function addressIn(logFile: string, child: Child): Promise<string> {
  const endMs = performance.now() + START_MS;
  while (performance.now() < endMs && child.isRunning) {
    const address = /listening on (http:[^"]+)"/.exec(readFileSync(logFile, 'utf8'))?.[1];
    if (address !== undefined) return address;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`the service did not start: ${child.stderr} ${readFileSync(logFile, 'utf8')}`);
}

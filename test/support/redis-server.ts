import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';

import { expectConnectionsTo } from './no-unexpected-connections.js';

/** A Redis of a test's own, with nothing on disk. */
export interface RedisServer {
  readonly port: number;
  /** What a service takes as `REDIS_URL`. */
  readonly url: string;
  /** A client of the test's own, to look at what lies there. */
  readonly client: Redis;
  /** Stops answering without closing anything, and goes on. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once; `start` begins anew, on the same port and with no data. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const PROGRAMS = ['redis-server', 'valkey-server'];
const PROGRAM = PROGRAMS.find(isOnPath);

/** A test that is cut short leaves no server behind, where the system can see to it. */
const DYING_WITH_ITS_PARENT = isOnPath('setpriv') ? ['setpriv', '--pdeathsig', 'KILL'] : [];

/** Whether tests with a Redis of their own, which they kill and freeze, can run. */
export const canStartRedis = PROGRAM !== undefined;

/** Whether there is any Redis to test with. Without one the tests are left out, and fail where everything has to be tested. */
export const hasRedis = canStartRedis || process.env['REDIS_URL'] !== undefined;

if (!hasRedis) {
  const reason = 'no REDIS_URL, and neither redis-server nor valkey-server on the path';
  if (process.env['CI'] !== undefined) throw new Error(reason);
  process.stderr.write(`tests with Redis are skipped: ${reason}\n`);
}

/** Starts a server on a free port. `further` are its own options, such as `--requirepass`. */
export async function startRedis(further: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  expectConnectionsTo(port);
  const password = further[further.indexOf('--requirepass') + 1];
  const secret = further.includes('--requirepass') && password !== undefined ? { password } : {};
  let child = await launch(port, further);
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, ...secret });
  client.on('error', () => undefined);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    client,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill,
    start: async () => {
      child = await launch(port, further);
    },
    close: async () => {
      client.disconnect();
      await kill();
    },
  };
}

/** A Redis that tests may share with others: `REDIS_URL`, else one of its own. */
export async function sharedRedis(): Promise<Pick<RedisServer, 'url' | 'client' | 'close'>> {
  const url = process.env['REDIS_URL'];
  if (url === undefined) return await startRedis();
  expectConnectionsTo(Number(new URL(url).port || 6379));
  const client = new Redis(url);
  return { url, client, close: async () => void (await client.quit()) };
}

async function launch(port: number, further: readonly string[]): Promise<ChildProcess> {
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const [command = '', ...words] = [...DYING_WITH_ITS_PARENT, PROGRAM ?? '', ...own, ...further];
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (text: Buffer) => {
    if (text.includes('Ready to accept connections')) ready.resolve();
  });
  child.once('error', ready.reject);
  child.once('exit', () => ready.reject(new Error('the Redis server did not start')));
  await ready.promise;
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function isOnPath(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

import { Socket } from 'node:net';
import { afterEach } from 'vitest';

interface Watch {
  /** Ports that servers of this process listen on: only these may be connected to. */
  readonly expectedPorts: Set<number>;
  readonly unexpected: string[];
}

// One watch for a process: where test files share one, this file runs anew for each, and the socket is watched already.
const NAME = Symbol.for('no unexpected connections');
const holder = globalThis as typeof globalThis & { [NAME]?: Watch };
const { expectedPorts, unexpected } = (holder[NAME] ??= startWatch());

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

interface Target {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly path: string | undefined;
}

function targetOf(args: readonly unknown[]): Target {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: string; port?: number | string; path?: string };
    return { host, port: port === undefined ? undefined : Number(port), path };
  }
  return { host: typeof args[1] === 'string' ? args[1] : undefined, port: Number(first), path: undefined };
}

function isExpected({ host, port, path }: Target, ports: ReadonlySet<number>): boolean {
  if (path !== undefined && path !== null && port === undefined) return true;
  return port !== undefined && ports.has(port) && (host === undefined || LOOPBACK.has(host));
}

function startWatch(): Watch {
  const watch: Watch = { expectedPorts: new Set(), unexpected: [] };
  // oxlint-disable-next-line typescript/unbound-method -- It is applied to the socket it is called on.
  const connect: typeof Socket.prototype.connect = Socket.prototype.connect;
  Socket.prototype.connect = function guardedConnect(this: Socket, ...args: unknown[]): Socket {
    const target = targetOf(args);
    if (isExpected(target, watch.expectedPorts)) return Reflect.apply(connect, this, args);
    watch.unexpected.push(`${target.host ?? 'localhost'}:${String(target.port)}`);
    this.destroy(Object.assign(new Error('connection refused by the test setup'), { code: 'ECONNREFUSED' }));
    return this;
  };
  return watch;
}

/** Announces a port that a test listens on, or one that it knows to be closed. */
export function expectConnectionsTo(port: number): void {
  expectedPorts.add(port);
}

afterEach(() => {
  const seen = unexpected.splice(0);
  if (seen.length > 0) throw new Error(`unexpected outgoing connections: ${seen.join(', ')}`);
});

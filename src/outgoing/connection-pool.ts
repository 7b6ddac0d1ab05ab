import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';

import { HttpCallError, type Agents } from './http-call.js';
import { KeptTrust } from './kept-trust.js';

const KEPT: AgentOptions = {
  keepAlive: true,
  // The connection used last is the one the server is least likely to have closed; the others age and go.
  scheduling: 'lifo',
  maxFreeSockets: 16,
  /** Milliseconds an idle connection is kept, below what gateways usually allow. */
  timeout: 30_000,
};

/** Connections kept open for each origin, and agents for a repeat that has to begin with a new one. */
export class ConnectionPool {
  readonly fresh: Agents;

  private readonly kept: Agents;
  /** By origin; as many as the configuration names. */
  private readonly trust = new Map<string, KeptTrust>();
  private readonly bytesReadAtRest = new WeakMap<Socket, number>();

  /** With `lookup`, names are resolved by it: a pool then holds connections to what it handed out, and no others. */
  constructor(lookup?: LookupFunction) {
    this.kept = agentsOf({ ...KEPT, ...(lookup && { lookup }) });
    this.fresh = agentsOf({ keepAlive: false, ...(lookup && { lookup }) });
    const rest = (socket: Socket): unknown => this.bytesReadAtRest.set(socket, socket.bytesRead);
    this.kept.httpAgent.on('free', rest);
    this.kept.httpsAgent.on('free', rest);
  }

  /** The agents for a first try: with kept connections, unless that origin has hung up on too many of late. */
  agentsFor(origin: string): Agents {
    const trust = this.trustIn(origin);
    const { isKept } = trust;
    trust.noteCall();
    return isKept ? this.kept : this.fresh;
  }

  noteRepeat(origin: string): void {
    this.trustIn(origin).noteRepeat();
  }

  /** Whether a call failed on a reused connection before a byte of its answer came: the server had hung up already. */
  wasClosedWhileIdle(error: unknown): boolean {
    if (!(error instanceof HttpCallError)) return false;
    const { request } = error;
    if (!request.reusedSocket || request.socket === null) return false;
    // A connection rests again with the end of an answer: bytes behind that end are an error of this answer.
    if ('res' in request && request.res !== null) return false;
    return request.socket.bytesRead === this.bytesReadAtRest.get(request.socket);
  }

  close(): void {
    for (const { httpAgent, httpsAgent } of [this.kept, this.fresh]) {
      httpAgent.destroy();
      httpsAgent.destroy();
    }
  }

  private trustIn(origin: string): KeptTrust {
    const trust = this.trust.get(origin) ?? new KeptTrust();
    this.trust.set(origin, trust);
    return trust;
  }
}

function agentsOf(options: AgentOptions): Agents {
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}

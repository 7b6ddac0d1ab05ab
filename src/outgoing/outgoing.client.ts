import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { AxiosRequestConfig } from 'axios';

import { isRefusedLiteral, lookupWithin, RefusedAddressError, type Reach } from './address-lookup.js';
import { CallDeadline } from './call-deadline.js';
import { failureOf } from './call-failure.js';
import { ConnectionPool } from './connection-pool.js';
import type { Agents, HttpAnswer, HttpCall } from './http-call.js';
import { exchangeOverHttp } from './http-exchange.client.js';
import { inflate } from './inflate.js';

export type OutgoingFailure = 'unreachable' | 'interrupted' | 'timeout' | 'oversized' | 'cancelled';

/** A call that brought no whole answer. Holds neither address nor header, and no cause, which would hold both. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';

  constructor(
    readonly failure: OutgoingFailure,
    /** Whether it may not be connected to: then nothing was. */
    readonly isAddressRefused = false,
  ) {
    super(`outgoing call failed: ${failure}`);
  }
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  /** Whole address, made from the configuration only. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole attempt: connection, headers and body. */
  readonly timeoutMs: number;
  /** Largest body read, counted after decompression. */
  readonly maxBytes: number;
  /** Ends the call early; the failure is then `cancelled`. */
  readonly signal?: AbortSignal;
  /** Which addresses may be connected to; without it any, as with what an operator has checked. */
  readonly reach?: Reach;
  /** Nothing of the body is read, whatever it is: the answer has an empty one. */
  readonly isBodyIgnored?: boolean;
  /** Told when the call is made once more, because the server had hung up on a kept connection. */
  readonly onRepeat?: () => void;
}

/** The body as it was before its content coding. */
export type OutgoingAnswer = HttpAnswer;

/** Far above any form or question we send. */
const MAX_REQUEST_BYTES = 1024 * 1024;

/** The only way out: no redirect, no proxy, no address but the given one, a deadline and a size limit on everything. */
@Injectable()
export class OutgoingClient implements OnApplicationShutdown {
  private readonly pools: Readonly<Record<Reach, ConnectionPool>> = {
    anywhere: new ConnectionPool(),
    public: new ConnectionPool(lookupWithin('public')),
    loopback: new ConnectionPool(lookupWithin('loopback')),
  };

  constructor(private readonly http: HttpService) {}

  /** The whole answer, whatever its status. Rejects with an `OutgoingError` when there is none. */
  async send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    if (Buffer.byteLength(request.body ?? '') > MAX_REQUEST_BYTES) throw new OutgoingError('oversized');
    const deadline = new CallDeadline(request.timeoutMs, request.signal);
    try {
      if (isRefusedLiteral(request.url.hostname, request.reach ?? 'anywhere'))
        throw new RefusedAddressError();
      const answer = await this.exchange(request, deadline.signal);
      return {
        ...answer,
        body: await inflate(answer.body, answer.headers['content-encoding'], request.maxBytes),
      };
    } catch (error) {
      // What was thrown holds the authorization header, so only the kind of failure goes on.
      if (isRefusal(error)) throw new OutgoingError('unreachable', true);
      throw new OutgoingError(deadline.endedBy ?? failureOf(error));
    } finally {
      deadline.close();
    }
  }

  onApplicationShutdown(): void {
    for (const pool of Object.values(this.pools)) pool.close();
  }

  private async exchange(request: OutgoingRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const pool = this.pools[request.reach ?? 'anywhere'];
    try {
      return await this.ask(callOf(request, pool.agentsFor(request.url.origin), signal), request.headers);
    } catch (error) {
      if (signal.aborted || !pool.wasClosedWhileIdle(error)) throw error;
      // As a rule the server had closed the connection before it could see the request, so nothing is asked twice.
      pool.noteRepeat(request.url.origin);
      request.onRepeat?.();
      return await this.ask(callOf(request, pool.fresh, signal), request.headers);
    }
  }

  private async ask(call: HttpCall, headers: OutgoingRequest['headers']): Promise<HttpAnswer> {
    return (await this.http.axiosRef.request<HttpAnswer>(configOf(call, headers))).data;
  }
}

function callOf(request: OutgoingRequest, agents: Agents, signal: AbortSignal): HttpCall {
  const { method, url, body, maxBytes, isBodyIgnored = false } = request;
  return { method, url, body, agents, maxBytes, isBodyIgnored, signal };
}

/**
 * Of axios there is only what goes before and after a call, its interceptors and fields of the header: the call is made
 * as it is named here, whatever axios, its defaults or a module say of addresses, redirects, proxies or limits.
 */
function configOf(call: HttpCall, headers: OutgoingRequest['headers']): AxiosRequestConfig<string> {
  return {
    method: call.method,
    headers: {
      'User-Agent': 'd365-backup-jobs-bff',
      'Accept-Encoding': 'gzip, deflate, br',
      ...headers,
    },
    adapter: async (config) => {
      const data = await exchangeOverHttp(call, config.headers.toJSON());
      return { data, status: data.status, statusText: '', headers: {}, config };
    },
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  };
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof RefusedAddressError;
}

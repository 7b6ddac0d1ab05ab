import { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';

import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';

import { isRefusedLiteral, lookupWithin, RefusedAddressError, type Reach } from './address-lookup.js';
import { CallDeadline } from './call-deadline.js';
import { failureOf } from './call-failure.js';
import { ConnectionPool, type Agents } from './connection-pool.js';
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

export interface OutgoingAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

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
    const deadline = new CallDeadline(request.timeoutMs, request.signal);
    try {
      if (isRefusedLiteral(request.url.hostname, request.reach ?? 'anywhere'))
        throw new RefusedAddressError();
      const response = await this.exchange(request, deadline.signal);
      const headers = headersOf(response);
      if (request.isBodyIgnored === true) return ignoreBody(response, headers);
      const body = await inflate(response.data, headers['content-encoding'], request.maxBytes);
      return { status: response.status, headers, body };
    } catch (error) {
      // What axios throws holds the authorization header, so only the kind of failure goes on.
      if (isRefusal(error)) throw new OutgoingError('unreachable', true);
      throw new OutgoingError(deadline.endedBy ?? failureOf(error));
    } finally {
      deadline.close();
    }
  }

  onApplicationShutdown(): void {
    for (const pool of Object.values(this.pools)) pool.close();
  }

  private async exchange(request: OutgoingRequest, signal: AbortSignal): Promise<AxiosResponse<Buffer>> {
    const pool = this.pools[request.reach ?? 'anywhere'];
    try {
      return await this.http.axiosRef.request(configOf(request, pool.agentsFor(request.url.origin), signal));
    } catch (error) {
      if (signal.aborted || !pool.wasClosedWhileIdle(error)) throw error;
      // As a rule the server had closed the connection before it could see the request, so nothing is asked twice.
      pool.noteRepeat(request.url.origin);
      request.onRepeat?.();
      return await this.http.axiosRef.request(configOf(request, pool.fresh, signal));
    }
  }
}

/** Everything that guards a call is said here, so that no default of axios or of a module can weaken it. */
function configOf(request: OutgoingRequest, agents: Agents, signal: AbortSignal): AxiosRequestConfig<string> {
  return {
    ...agents,
    method: request.method,
    baseURL: request.url.origin,
    url: request.url.pathname + request.url.search,
    allowAbsoluteUrls: false,
    headers: {
      'User-Agent': 'd365-backup-jobs-bff',
      'Accept-Encoding': 'gzip, deflate, br',
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { data: request.body }),
    signal,
    maxRedirects: 0,
    proxy: false,
    responseType: request.isBodyIgnored === true ? 'stream' : 'arraybuffer',
    // axios takes a truncated gzip body for a whole one, so inflating is done by our own hand.
    decompress: false,
    maxContentLength: request.maxBytes,
    maxBodyLength: MAX_REQUEST_BYTES,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  };
}

/** Far above any form or question we send. */
const MAX_REQUEST_BYTES = 1024 * 1024;

function headersOf(response: AxiosResponse<Buffer>): Record<string, string> {
  const entries = Object.entries(response.headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return Object.fromEntries(entries);
}

/** Ends the connection where its status is known: a body that never ends holds nobody. */
function ignoreBody(response: AxiosResponse<unknown>, headers: Record<string, string>): OutgoingAnswer {
  if (response.data instanceof Readable) response.data.on('error', () => undefined);
  if (response.request instanceof ClientRequest) response.request.destroy();
  return { status: response.status, headers, body: Buffer.alloc(0) };
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof RefusedAddressError;
}

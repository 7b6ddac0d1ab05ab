import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';

import { Clock, type Cancel } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { isRefusalOfOneCommand } from './failure-kind.js';
import { RedisReport } from './redis-report.js';
import { withinTime } from './within-time.js';

/** What can be asked of Redis. */
export type RedisCommands = Pick<
  Redis,
  'callBuffer' | 'del' | 'eval' | 'get' | 'incr' | 'mget' | 'pexpire' | 'publish' | 'set'
>;

/** Who listens to a channel. Neither may throw. */
export interface ChannelListener {
  heard(message: string): void;
  /** From here on everything is heard; what was said before may have been missed. */
  joined(): void;
}

/** Requests notice a Redis that is slow by no more than this. */
const OPERATION_TIMEOUT_MS = 50;
const FAILURES_IN_A_ROW = 5;
/** How long a Redis that failed is left alone. */
const REST_MS = 2_000;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 500;
/** A connection that died without a word is noticed, though nobody asks anything. */
const HEARTBEAT_MS = 2_000;

/** One Redis for all who share something over replicas. Nothing waits for it: when it is away, it says so at once. */
@Injectable()
export class RedisClient implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Map<string, ChannelListener>();
  private readonly report = new RedisReport();
  private connection: Redis | undefined;
  private failuresInARow = 0;
  private retryMs = FIRST_RETRY_MS;
  private isClosed = false;
  private cancelNext: Cancel = () => undefined;

  constructor(
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** Whether there is a `REDIS_URL`. */
  get isConfigured(): boolean {
    return this.config.current.redisUrl !== undefined;
  }

  /** What the operation brings; undefined when Redis is away, slow or refuses, at the latest after 50 ms. */
  async run<T>(operation: (redis: RedisCommands) => Promise<T>): Promise<T | undefined> {
    const { connection } = this;
    if (connection === undefined) return undefined;
    try {
      const result = await withinTime(this.clock, OPERATION_TIMEOUT_MS, operation(connection));
      this.failuresInARow = 0;
      return result;
    } catch (error) {
      this.failed(connection, error);
      return undefined;
    }
  }

  /** Listens to a channel for as long as the service runs, over every connection. Before the start of the service only. */
  subscribe(channel: string, listener: ChannelListener): void {
    this.listeners.set(channel, listener);
  }

  /** The start waits for nothing. */
  onModuleInit(): void {
    if (this.isConfigured) void this.open();
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    this.cancelNext();
    this.connection?.disconnect();
    this.connection = undefined;
  }

  private async open(): Promise<void> {
    try {
      const address = await this.config.current.redisUrl?.read();
      if (address === undefined) return;
      // Its library is loaded only where there is a Redis.
      const { openConnection } = await import('./open-connection.js');
      await this.takeInUse(await openConnection(address, this.clock));
    } catch (error) {
      this.tellAway(error);
      this.after(this.retryMs, () => this.open());
      this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
    }
  }

  private async takeInUse(connection: Redis): Promise<void> {
    connection.on('message', (channel, message) => this.listeners.get(channel)?.heard(message));
    try {
      // One that is too slow for us is not used at all, instead of now and then.
      await withinTime(this.clock, OPERATION_TIMEOUT_MS, this.join(connection));
    } catch (error) {
      connection.disconnect();
      throw error;
    }
    if (this.isClosed) return connection.disconnect();
    connection.once('end', () => this.lose(connection, { afterMs: FIRST_RETRY_MS }));
    this.connection = connection;
    this.failuresInARow = 0;
    this.retryMs = FIRST_RETRY_MS;
    this.report.back();
    for (const listener of this.listeners.values()) listener.joined();
    this.after(HEARTBEAT_MS, () => this.beat());
  }

  private async join(connection: Redis): Promise<void> {
    if (this.listeners.size === 0) await connection.ping();
    else await connection.subscribe(...this.listeners.keys());
  }

  private async beat(): Promise<void> {
    const { connection } = this;
    await this.run(async () => await connection?.ping());
    if (connection !== undefined && connection === this.connection)
      this.after(HEARTBEAT_MS, () => this.beat());
  }

  private failed(connection: Redis, error: unknown): void {
    if (connection !== this.connection) return;
    if (isRefusalOfOneCommand(error)) return this.report.refusal(error);
    this.failuresInARow += 1;
    if (this.failuresInARow >= FAILURES_IN_A_ROW) this.lose(connection, { error, afterMs: REST_MS });
  }

  /** Gives a connection up: one that no longer answers may stay open for minutes. */
  private lose(connection: Redis, { error, afterMs }: { error?: unknown; afterMs: number }): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    connection.disconnect();
    this.tellAway(error ?? new Error('Connection is closed.'));
    this.after(afterMs, () => this.open());
  }

  /** One thing is planned at a time: the next beat, or the next try. */
  private after(delayMs: number, action: () => Promise<void>): void {
    this.cancelNext();
    if (!this.isClosed) this.cancelNext = this.clock.after(delayMs, () => void action());
  }

  /** Who closed it himself misses nothing. */
  private tellAway(error: unknown): void {
    if (!this.isClosed) this.report.away(error);
  }
}

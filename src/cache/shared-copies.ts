import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { RedisClient } from '../redis/redis.client.js';
import { isUsable, type Copy } from './copy.js';
import type { CopyKey } from './copy-key.js';
import type { CopyQuestion } from './copy-question.js';
import { CopyStore } from './copy-store.js';
import type { Moment } from './make-copy.js';
import { Purges } from './purges.js';
import { decodeEntry, encodeEntry, MAX_ENTRY_BYTES } from './shared-entry.js';
import { entryKey, epochKey, lockKey } from './shared-keys.js';
import { fromEntry, holdForMs, toEntry } from './shared-life.js';
import { LOOK_SCRIPT, RELEASE_SCRIPT } from './shared-scripts.js';

/** Whose copy, and to which question. */
export type SharedQuestion<T> = Pick<CopyQuestion<T>, 'key' | 'seriesKey' | 'organization' | 'form'>;

/** What a question is known by. */
type QuestionName = Pick<CopyQuestion<unknown>, 'key' | 'organization'>;

/** What one look at Redis brought. */
export interface SharedLook<T> {
  /** The epoch that what is asked from now on belongs to. */
  readonly epoch: string;
  /** One that may be shown, fresh or stale. */
  readonly copy: Copy<T> | undefined;
  readonly hasLock: boolean;
}

/** A wish to be the one replica that asks the upstream. */
export interface LockWish {
  /** Tells this wish from all others. */
  readonly token: string;
  readonly lifeMs: number;
}

/** The copies that replicas share through Redis. Everything here answers without it, too. */
@Injectable()
export class SharedCopies {
  private readonly looks = new Map<CopyKey, Promise<Copy<unknown> | undefined>>();

  constructor(
    private readonly redis: RedisClient,
    private readonly store: CopyStore,
    private readonly purges: Purges,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** Whether there is anybody to share with. */
  get isOn(): boolean {
    return this.redis.isConfigured;
  }

  /** Whether a copy of another replica may ever spare a question. */
  get canBeFresh(): boolean {
    return this.config.current.cache.freshMs > 0;
  }

  /** A copy that another replica left, one look for all who want it at the same time; it is held here from then on. */
  async find<T>(question: SharedQuestion<T>): Promise<Copy<T> | undefined> {
    if (!this.isOn) return undefined;
    const looking =
      this.looks.get(question.key) ??
      this.look(question)
        .then((seen) => seen?.copy)
        .finally(() => this.looks.delete(question.key));
    this.looks.set(question.key, looking);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    return (await looking) as Copy<T> | undefined;
  }

  /** Whether any replica left a copy of the question's series; the last one is held here from then on. */
  async findOfSeries<T>({ seriesKey, ...question }: SharedQuestion<T>): Promise<boolean> {
    return seriesKey !== undefined && (await this.find<T>({ ...question, key: seriesKey })) !== undefined;
  }

  /** One round trip; undefined when Redis cannot tell. What it finds is held here, unless something newer is. */
  async look<T>(question: SharedQuestion<T>, wish?: LockWish): Promise<SharedLook<T> | undefined> {
    const { organization } = question;
    if (!this.isOn || this.purges.isPending(organization)) return undefined;
    const before = this.store.epochOf(organization);
    const answer = await this.redis.run((redis) =>
      redis.callBuffer('EVAL', LOOK_SCRIPT, 3, ...this.keysOf(question), ...this.argumentsOf(question, wish)),
    );
    const seen = readAnswer(answer);
    // What was read may be older than a purge that was heard of in the meantime.
    if (seen === undefined || before !== this.store.epochOf(organization)) return undefined;
    this.purges.observe(organization, seen.epoch);
    const heldSince = this.store.epochOf(organization);
    const copy = seen.entry && (await this.unpack<T>(question, { ...seen, entry: seen.entry }));
    const isCurrent = heldSince === this.store.epochOf(organization);
    if (copy !== undefined && isCurrent) await this.adopt(question, copy, heldSince);
    return { epoch: seen.epoch, hasLock: seen.hasLock, copy: isCurrent ? copy : undefined };
  }

  /** Shares a whole copy that was asked for in that epoch, also as the last of its series. Nobody has to wait for it. */
  async share<T>({ key, seriesKey, form }: SharedQuestion<T>, copy: Copy<T>, epoch: string): Promise<void> {
    const told: Copy<unknown> = form === undefined ? copy : { ...copy, value: form.toShared(copy.value) };
    await this.put(key, told, epoch);
    if (seriesKey !== undefined) await this.put(seriesKey, told, epoch);
  }

  private async put(key: CopyKey, copy: Copy<unknown>, epoch: string): Promise<void> {
    const entry = toEntry({ key, copy, epoch }, this.now());
    const holdMs = holdForMs(entry);
    const bytes = holdMs >= 1 ? await encodeEntry(entry) : undefined;
    if (bytes === undefined) return;
    await this.redis.run((redis) => redis.set(entryKey(key, this.limits), bytes, 'PX', holdMs));
  }

  /** Lets a lock go, so that the next one may ask. */
  async release({ key }: QuestionName, { token }: LockWish): Promise<void> {
    await this.redis.run((redis) => redis.eval(RELEASE_SCRIPT, 1, lockKey(key, this.limits), token));
  }

  private async adopt<T>(question: SharedQuestion<T>, copy: Copy<T>, epoch: number): Promise<void> {
    const held = this.store.peek(question.key);
    if (held !== undefined && held.fetchedAtMonotonicMs >= copy.fetchedAtMonotonicMs) return;
    await this.store.putUnlessDropped(question, copy, epoch);
  }

  private async unpack<T>(
    { key, form }: SharedQuestion<T>,
    { entry: bytes, epoch, leftMs }: SeenAnswer & { readonly entry: Buffer },
  ): Promise<Copy<T> | undefined> {
    const entry = await decodeEntry(bytes, key);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A key names the question, and the question the type of its answer.
    const value = form === undefined ? (entry?.value as T) : form.fromShared(entry?.value);
    if (entry === undefined || value === undefined)
      return void this.redis.run((redis) => redis.del(entryKey(key, this.limits)));
    const now = this.now();
    const copy = { ...fromEntry(entry, { now, leftMs, lives: this.config.current.cache }), value };
    return entry.epoch === epoch && isUsable(copy, now.monotonicMs) ? copy : undefined;
  }

  private keysOf({ key, organization }: QuestionName): string[] {
    return [epochKey(organization.id), entryKey(key, this.limits), lockKey(key, this.limits)];
  }

  private argumentsOf({ organization }: QuestionName, wish: LockWish | undefined): (string | number)[] {
    return [
      this.purges.epochToBeginWith(organization),
      MAX_ENTRY_BYTES,
      wish?.token ?? '',
      wish?.lifeMs ?? 0,
    ];
  }

  private get limits(): number {
    return this.config.current.maxJobsPerOrganization;
  }

  private now(): Moment {
    return { wallMs: this.clock.wallMs(), monotonicMs: this.clock.monotonicMs() };
  }
}

interface SeenAnswer {
  readonly epoch: string;
  readonly entry: Buffer | undefined;
  /** What Redis has left of the entry's life. */
  readonly leftMs: number;
  readonly hasLock: boolean;
}

function readAnswer(answer: unknown): SeenAnswer | undefined {
  if (!Array.isArray(answer)) return undefined;
  const [epoch, entry, leftMs, locked]: unknown[] = answer;
  if (!Buffer.isBuffer(epoch)) return undefined;
  return {
    epoch: epoch.toString(),
    entry: Buffer.isBuffer(entry) ? entry : undefined,
    // An entry without an end is none of ours: nothing is left of it.
    leftMs: Math.max(0, Number(leftMs)),
    hasLock: Number(locked) === 1,
  };
}

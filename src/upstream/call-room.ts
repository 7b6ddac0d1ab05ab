import { AppError } from '../errors/app-error.js';
import { FairQueue } from './fair-queue.js';
import type { CallContext } from './upstream-request.js';

/** How many questions may wait. A follow-up is not counted: each belongs to a question that was let in. */
const MOST_WAITING = 1_000;

export type CallTurn = Pick<CallContext, 'lane' | 'isFollowUp'>;

interface Waiter extends PromiseWithResolvers<void> {
  readonly isFollowUp: boolean;
}

/** The calls that are under way on one connection, and those that wait for a place. */
export class CallRoom {
  private underWay = 0;
  private waitingQuestions = 0;
  private readonly queue = new FairQueue<Waiter>();

  constructor(private readonly size: () => number) {}

  /** Resolves once there is a place, to be given back with `leave`. Rejects with the signal's reason, or `overloaded`. */
  async enter(signal: AbortSignal, { lane = '', isFollowUp = false }: CallTurn): Promise<void> {
    signal.throwIfAborted();
    if (this.underWay < this.size()) {
      this.underWay += 1;
      return;
    }
    if (!isFollowUp && this.waitingQuestions >= MOST_WAITING) throw overload();
    await this.wait(signal, lane, { ...Promise.withResolvers<void>(), isFollowUp });
  }

  leave(): void {
    this.underWay -= 1;
    while (this.underWay < this.size()) {
      const waiter = this.queue.next();
      if (waiter === undefined) return;
      // The place is taken on the waiter's behalf, so that nobody who comes meanwhile can step in between.
      this.underWay += 1;
      waiter.resolve();
    }
  }

  get waiting(): number {
    return this.queue.length;
  }

  aheadOf(lane = ''): number {
    return this.queue.aheadOf(lane);
  }

  private async wait(signal: AbortSignal, lane: string, waiter: Waiter): Promise<void> {
    const giveUp = (): void => {
      this.queue.delete(lane, waiter);
      waiter.reject(signal.reason);
    };
    const weight = waiter.isFollowUp ? 0 : 1;
    this.waitingQuestions += weight;
    this.queue.add(lane, waiter);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await waiter.promise;
    } finally {
      this.waitingQuestions -= weight;
      signal.removeEventListener('abort', giveUp);
    }
  }
}

function overload(): AppError {
  return new AppError('overloaded', 'Too many questions wait for the upstream.', { retryAfterSeconds: 1 });
}

import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

import { type Cancel, Clock } from '../config/clock.js';

/** How often it is looked whether answers are taken. A caller is cut off after one to two of these without progress. */
export const LOOK_EVERY_MS = 30_000;

type Answer = Pick<ServerResponse, 'closed' | 'writableLength' | 'socket' | 'destroy' | 'once'>;

/** Cuts off callers who do not take their answer: what waits for them is memory. An answer that has nothing to send may last. */
@Injectable()
export class SlowReaders {
  /** Answers on their way, with the bytes that had been taken when something was found waiting. */
  private readonly answers = new Map<Answer, number | undefined>();
  private cancelLook: Cancel | undefined;

  constructor(private readonly clock: Clock) {}

  /** From now until the answer is through or its connection ends. */
  watch(answer: Answer): void {
    // Its caller has left while it was being made: nothing would ever say so again.
    if (answer.closed) return;
    this.answers.set(answer, undefined);
    answer.once('close', () => this.forget(answer));
    this.cancelLook ??= this.clock.after(LOOK_EVERY_MS, this.look);
  }

  private forget(answer: Answer): void {
    this.answers.delete(answer);
    if (this.answers.size > 0) return;
    this.cancelLook?.();
    this.cancelLook = undefined;
  }

  private readonly look = (): void => {
    this.cancelLook = this.clock.after(LOOK_EVERY_MS, this.look);
    for (const [answer, takenBefore] of this.answers) {
      const taken = answer.writableLength > 0 ? takenBytesOf(answer) : undefined;
      this.answers.set(answer, taken);
      if (taken !== undefined && taken === takenBefore) answer.destroy();
    }
  };
}

/** What the system has taken of this connection: a write counts when it is through as a whole. */
function takenBytesOf({ socket }: Answer): number {
  return socket === null ? 0 : socket.bytesWritten - socket.writableLength;
}

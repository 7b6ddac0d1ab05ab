import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, vi } from 'vitest';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';

/** A length that no other timer has: what a test sets as `UPSTREAM_TIMEOUT_SECONDS` to have the deadlines in its hand. */
const HELD_MS = 9_876;
export const HELD_SECONDS = String(HELD_MS / 1000);

const LOOK_EVERY_MS = 5;

/**
 * Calls to others end by the machine's own timers. Those of `HELD_SECONDS` strike when all calls under way are known to
 * wait in vain, and not before: on a slow machine, too, what is answered at all is answered in time.
 */
export class HeldDeadlines {
  private readonly held = new Map<unknown, () => void>();
  private readonly vain = new Map<ServerResponse, { piecesLeft: number }>();
  /** Deadlines that ran when a call was met. One that is put off by what comes later is another one, and never strikes. */
  private known = new Set<unknown>();

  /** For a whole spec file. */
  static forThisFile(): HeldDeadlines {
    const deadlines = new HeldDeadlines();
    let release: (() => void) | undefined;
    beforeAll(() => void (release = deadlines.hold()));
    afterAll(() => release?.());
    return deadlines;
  }

  /** A fault that never answers as a whole: whoever meets it waits in vain, at the earliest after so many pieces. */
  inVain(respond: FaultResponder, pieces = 0): FaultResponder {
    return (request, response) => {
      const call = { piecesLeft: pieces };
      const write = response.write.bind(response);
      const writeAndCount = (piece: string): boolean => {
        call.piecesLeft -= 1;
        return write(piece);
      };
      Object.assign(response, { write: writeAndCount });
      this.known = new Set(this.held.keys());
      this.vain.set(response, call);
      response.once('close', () => this.vain.delete(response));
      return respond(request, response);
    };
  }

  private hold(): () => void {
    const { setTimeout: start, clearTimeout: stop } = globalThis;
    const hold = (action: (...given: unknown[]) => void, delayMs?: number, ...given: unknown[]) => {
      const strike = (): void => action(...given);
      const timer = start(strike, delayMs === HELD_MS ? 100 * HELD_MS : delayMs);
      if (delayMs === HELD_MS) this.held.set(timer, strike);
      return timer;
    };
    const starting = vi.spyOn(globalThis, 'setTimeout').mockImplementation(hold as typeof setTimeout);
    const stopping = vi.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
      this.held.delete(timer);
      stop(timer);
    });
    const looking = setInterval(() => this.strikeInVain(), LOOK_EVERY_MS);
    return () => {
      clearInterval(looking);
      starting.mockRestore();
      stopping.mockRestore();
    };
  }

  private strikeInVain(): void {
    const isAlone = this.held.size === this.vain.size;
    const isKnown = [...this.held.keys()].every((timer) => this.known.has(timer));
    const hasPieces = [...this.vain.values()].every(({ piecesLeft }) => piecesLeft <= 0);
    if (this.held.size === 0 || !isAlone || !isKnown || !hasPieces) return;
    // The server sees the end of these calls later: they count no more.
    this.vain.clear();
    for (const [timer, strike] of this.held) {
      clearTimeout(timer as NodeJS.Timeout);
      strike();
    }
  }
}

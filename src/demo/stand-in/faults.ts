import type { ServerResponse } from 'node:http';

import type { ReceivedRequest, Route } from './received-requests.js';

/**
 * Answers a request in the stand-in's place: at once, later, or never. With `continue`, the stand-in answers
 * after all, which makes a promise of it a gate that a test opens.
 */
export type FaultResponder = (
  request: ReceivedRequest,
  response: ServerResponse,
) => 'continue' | undefined | Promise<'continue' | undefined>;

interface Fault {
  readonly match: Route;
  /** Narrows the match, for example to one organization. */
  readonly when?: (request: ReceivedRequest) => boolean;
  readonly respond: FaultResponder;
  /** How many requests it meets: 1. Infinity lasts until the faults are cleared. */
  readonly times?: number;
}

interface PendingFault {
  readonly fault: Fault;
  timesLeft: number;
}

/** Faults a test has planted; the one planted first is met first. */
export class Faults {
  private pending: PendingFault[] = [];

  next(fault: Fault): void {
    this.pending.push({ fault, timesLeft: fault.times ?? 1 });
  }

  clear(): void {
    this.pending = [];
  }

  /** How many planted faults have not been met as often as they should. */
  get size(): number {
    return this.pending.length;
  }

  /** Uses up one time of the first fault that meets the request. */
  take(request: ReceivedRequest): FaultResponder | undefined {
    const met = this.pending.find(
      ({ fault }) => fault.match === request.route && (fault.when?.(request) ?? true),
    );
    if (met === undefined) return undefined;
    met.timesLeft -= 1;
    if (met.timesLeft <= 0) this.pending = this.pending.filter((other) => other !== met);
    return met.fault.respond;
  }
}

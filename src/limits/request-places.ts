import { Injectable } from '@nestjs/common';

import { AppError } from '../errors/app-error.js';
import { type Leave, Places } from './places.js';

/** More than twice the 200 callers at once that are never too many, and what the memory of the process bears. */
export const MOST_REQUESTS = 500;
/** The largest body that is read is 64 KiB: together they are 64 megabytes at most. */
export const MOST_ARRIVING = 1_000;
/** Answers that go on for minutes cost a connection and little else. */
export const MOST_LONG_ANSWERS = 500;
/** Soon enough to be served, late enough that the present requests are through. */
const OVERLOAD_WAIT_SECONDS = 2;

/** How many requests are in flight in this process; the one that would be too many is refused before anybody asks who sent it. */
@Injectable()
export class RequestPlaces {
  private readonly requests = new Places(MOST_REQUESTS);
  private readonly arrivals = new Places(MOST_ARRIVING);
  private readonly longAnswers = new Places(MOST_LONG_ANSWERS);
  private readonly held = new WeakMap<object, Leave>();

  get inFlight(): number {
    return this.requests.taken;
  }

  get arriving(): number {
    return this.arrivals.taken;
  }

  get longLived(): number {
    return this.longAnswers.taken;
  }

  /** Takes a place for a request, until `leave`. Throws `overloaded` when there is none. */
  enter(request: object): void {
    this.held.set(request, placeOf(this.requests));
  }

  /**
   * For a request whose body is still to come, until `stepIn` or `leave`: bodies that are held back, by anybody who
   * reaches the port, take no place from those who ask. Throws `overloaded` when they are too many.
   */
  awaitBody(request: object): void {
    this.held.set(request, placeOf(this.arrivals));
  }

  /** For one whose body has come: from now on it is in flight. Throws `overloaded` when there is no place for it. */
  stepIn(request: object): void {
    this.move(request, this.requests);
  }

  /** For an answer without an end: it is no longer counted as in flight, but among its like. Throws `overloaded` when they are too many. */
  stepOut(request: object): void {
    this.move(request, this.longAnswers);
  }

  /** Gives back whichever place the request has. */
  leave(request: object): void {
    this.held.get(request)?.();
    this.held.delete(request);
  }

  private move(request: object, places: Places): void {
    // Whoever has left already would never leave the new place.
    if (!this.held.has(request)) return;
    const leave = placeOf(places);
    this.leave(request);
    this.held.set(request, leave);
  }
}

function placeOf(places: Places): Leave {
  const leave = places.take();
  if (leave !== undefined) return leave;
  throw new AppError('overloaded', 'More requests have come than are answered at once.', {
    retryAfterSeconds: OVERLOAD_WAIT_SECONDS,
  });
}

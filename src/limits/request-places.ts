import { Injectable } from '@nestjs/common';

import { RequestNote } from '../config/request-note.js';
import { AppError } from '../errors/app-error.js';
import { type Place, Places } from './places.js';

/** What the memory of the process bears. Half of it, which one client may hold, is more than the 200 callers at once that are never too many. */
export const MOST_REQUESTS = 600;
/** The largest body that is read is 64 KiB: together they are 64 megabytes at most. */
export const MOST_ARRIVING = 1_000;
/** Answers that go on for minutes cost a connection and little else. */
export const MOST_LONG_ANSWERS = 1_000;
/** Soon enough to be served, late enough that the present requests are through. */
const OVERLOAD_WAIT_SECONDS = 2;
const ALL_TAKEN = 'More requests have come than are answered at once.';
const SHARE_TAKEN = 'As many requests of this caller are in flight as there are places left for all others.';

/** How many requests are in flight in this process, and whose: what would be too many is refused before it costs anything. */
@Injectable()
export class RequestPlaces {
  private readonly requests = new Places(MOST_REQUESTS);
  private readonly arrivals = new Places(MOST_ARRIVING);
  private readonly longAnswers = new Places(MOST_LONG_ANSWERS);
  private readonly held = new RequestNote<Place>('place');

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
    this.held.write(request, takenOf(this.requests));
  }

  /** Says whose a request in flight is. Throws `overloaded` when that one holds its share already. */
  claim(request: object, holder: string): void {
    // Whoever has left already needs no place any more.
    if (this.held.of(request)?.claim(holder) === false) throw overloaded(SHARE_TAKEN);
  }

  /**
   * For a request whose body is still to come, until `stepIn` or `leave`: bodies that are held back, by anybody who
   * reaches the port, take no place from those who ask, nor all places from those who send from another address.
   * Throws `overloaded` when they are too many.
   */
  awaitBody(request: object, holder: string): void {
    this.held.write(request, takenOf(this.arrivals, holder));
  }

  /** For one whose body has come: from now on it is in flight. Throws `overloaded` when there is no place for it. */
  stepIn(request: object): void {
    this.move(request, () => takenOf(this.requests));
  }

  /** For an answer without an end: it is no longer counted as in flight, but among its like. Throws `overloaded` when they are too many. */
  stepOut(request: object): void {
    this.move(request, (holder) => takenOf(this.longAnswers, holder));
  }

  /** Gives back whichever place the request has. */
  leave(request: object): void {
    this.held.of(request)?.leave();
    this.held.remove(request);
  }

  private move(request: object, take: (holder: string | undefined) => Place): void {
    const place = this.held.of(request);
    // Whoever has left already would never leave the new place.
    if (place === undefined) return;
    const next = take(place.holder);
    this.leave(request);
    this.held.write(request, next);
  }
}

function takenOf(places: Places, holder?: string): Place {
  const place = places.take();
  if (place === undefined) throw overloaded(ALL_TAKEN);
  if (holder === undefined || place.claim(holder)) return place;
  place.leave();
  throw overloaded(SHARE_TAKEN);
}

function overloaded(detail: string): AppError {
  return new AppError('overloaded', detail, { retryAfterSeconds: OVERLOAD_WAIT_SECONDS });
}

import type { Arrival } from './arrival.js';
import { type AppError, asAppError } from './errors/app-error.js';
import { holderAt } from './limits/holder.js';
import type { RequestPlaces } from './limits/request-places.js';
import { hasBody } from './request-refusal.js';

/** What an orchestrator asks is answered however much else is to do. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);

/** Counts a request until it has been answered, or its caller is gone; says why when there is no room for it. */
export function takePlace(places: RequestPlaces, arrival: Arrival): AppError | undefined {
  const { request, route, headers, isInner, answer } = arrival;
  if (isInner || ALWAYS_ANSWERED.has(route ?? '')) return undefined;
  const refusal = refusalIn(() =>
    hasBody(headers) ? places.awaitBody(request, holderAt(arrival.address)) : places.enter(request),
  );
  if (refusal !== undefined) return refusal;
  if (answer.closed) places.leave(request);
  else answer.once('close', () => places.leave(request));
  return undefined;
}

/** Counts a request whose body is there among those that are served; says why when there is no room for it. */
export function stepIn(places: RequestPlaces, { request, headers }: Arrival): AppError | undefined {
  return hasBody(headers) ? refusalIn(() => places.stepIn(request)) : undefined;
}

/** What speaks against a step that throws when there is no place; undefined when it was taken. */
function refusalIn(step: () => void): AppError | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return asAppError(error);
  }
}

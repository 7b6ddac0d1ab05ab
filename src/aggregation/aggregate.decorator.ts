import { SetMetadata } from '@nestjs/common';

import { isAnswered, type SourceReport, type SourceResult } from './source.js';

/** What a handler returns: what was asked, and what each organization said. */
export interface Gathered<Selection, Value> {
  readonly selection: Selection;
  /** Ordered by organization id. */
  readonly results: readonly SourceResult<Value>[];
}

/** What a merge makes of it: the members of the answer, and fields for its header. */
export interface Merged {
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Aggregation<Selection, Value> {
  /** Many answers into one; pure. */
  readonly merge: (gathered: Gathered<Selection, Value>, sources: readonly SourceReport[]) => Merged;
  /** Whether what was gathered is enough to answer. */
  readonly isEnough: (gathered: Gathered<Selection, Value>) => boolean;
}

export const AGGREGATION = 'aggregation:aggregation';

/** Tells the aggregating interceptor how the answers of a route's organizations become one. */
export const Aggregate = <Selection, Value>(aggregation: Aggregation<Selection, Value>): MethodDecorator =>
  SetMetadata(AGGREGATION, aggregation);

/** With partial answers allowed one organization is enough, else every one is needed. No organization, nothing missing. */
export function isEnough({
  selection,
  results,
}: Gathered<{ readonly allowPartial: boolean }, unknown>): boolean {
  return selection.allowPartial
    ? results.length === 0 || results.some(isAnswered)
    : results.every(isAnswered);
}

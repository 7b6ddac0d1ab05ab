import type { SourceReport } from './source.js';

/** One answer on its way to the caller. */
export interface Answer {
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from, also when the body does not say so. */
  readonly sources: readonly SourceReport[];
}

import type { PageCollection } from './walk-pages-collection.js';
import { type PageWalkOptions, walkPagesOnce } from './walk-pages-once.js';

/** Too many to be read, or the records of all pages: each key once, in the upstream's order. */
export type PageWalk<Row> =
  | { readonly kind: 'tooMany'; readonly total: number }
  | {
      readonly kind: 'read';
      readonly records: readonly Row[];
      /** False when even a second look left doubt that every job is there. */
      readonly isWhole: boolean;
      /** The newest total the upstream announced; null when it never did. */
      readonly announced: number | null;
    };

/** Reads all pages, and once more from the start when they do not fit together. Never more than two walks. */
export async function walkPages<Row>(options: PageWalkOptions<Row>): Promise<PageWalk<Row>> {
  const first = await walkPagesOnce(options);
  if (first.size > options.maxJobs) return { kind: 'tooMany', total: first.size };
  if (first.isConsistent) return toRead(first, true);

  const second = await walkPagesOnce(options);
  if (second.size > options.maxJobs) return { kind: 'tooMany', total: second.size };
  return second.isConsistent ? toRead(second, true) : unite(first, second);
}

function toRead<Row>(walked: PageCollection<Row>, isWhole: boolean): PageWalk<Row> {
  const records = [...walked.keyed.values(), ...walked.keyless];
  return { kind: 'read', records, isWhole, announced: walked.total };
}

/** Two looks that each miss something may show everything together; where both have a record, the newer one counts. */
function unite<Row>(first: PageCollection<Row>, second: PageCollection<Row>): PageWalk<Row> {
  const keyed = new Map([...first.keyed, ...second.keyed]);
  // A record without a key cannot be recognized, so that only one look's can be taken.
  const records = [...keyed.values(), ...second.keyless];
  const isWhole = second.isTotalStable && records.length === second.total;
  return { kind: 'read', records, isWhole, announced: second.total };
}

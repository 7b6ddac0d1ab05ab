import type { PageRequest } from './contract/jobs-contract.js';
import { turnBefore } from './own-turn.js';
import type { JobsPage } from './read-jobs-answer.js';
import { type KeyOf, PageCollection } from './walk-pages-collection.js';

export interface PageWalkOptions<Row> {
  /** Bounds how many calls run at once by itself; remaining pages are asked for all together. */
  readonly fetchPage: (page: PageRequest) => Promise<JobsPage<Row>>;
  readonly pageSize: number;
  readonly maxJobs: number;
  readonly keyOf: KeyOf<Row>;
}

/** Reads every page from the first on; stops early when there is more than `maxJobs`. Rejects when a page does. */
export async function walkPagesOnce<Row>(options: PageWalkOptions<Row>): Promise<PageCollection<Row>> {
  const { fetchPage, pageSize, maxJobs, keyOf } = options;
  const collection = new PageCollection(keyOf);
  const first = await fetchPage({ index: 1, size: pageSize });
  let isNews = collection.add(first);
  if (collection.size > maxJobs) return collection;

  const size = sizeOfPages(first, pageSize);
  // First pages come together, and to ask for a hundred others takes longer than to read one.
  await turnBefore(collection.size);
  const others = await Promise.all(remainingIndexes(first, size).map((index) => fetchPage({ index, size })));
  for (const page of others) isNews = collection.add(page);

  let last = others.at(-1) ?? first;
  // Behind the announced pages only a link leads on; where nothing was announced, a full page does too.
  const mayGoOn = (): boolean =>
    last.hasNextLink || (collection.total === null && last.records.length >= size);
  for (let index = others.length + 2; isNews && mayGoOn(); index += 1) {
    if (collection.size > maxJobs) return collection;
    // Nobody said how many pages there are: whether there is another one is only known when this one is here.
    // oxlint-disable-next-line no-await-in-loop
    last = await fetchPage({ index, size });
    isNews = collection.add(last);
  }
  return collection;
}

/**
 * The size that keeps the pages' boundaries together: a server that caps the size asked for counts in its own.
 * From then on never more is asked for than came, whatever is claimed, so that no row can lie between two pages.
 */
function sizeOfPages({ pageSize, records }: JobsPage, askedSize: number): number {
  const claimedSize = Math.min(askedSize, pageSize ?? askedSize);
  return records.length > 0 ? Math.min(claimedSize, records.length) : claimedSize;
}

function remainingIndexes({ total, records }: JobsPage, size: number): readonly number[] {
  if (total === null || total <= records.length) return [];
  return Array.from({ length: Math.ceil(total / size) - 1 }, (_, position) => position + 2);
}

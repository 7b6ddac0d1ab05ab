import * as fc from 'fast-check';

import { NOW_MS } from '../support/upstream.js';
import { FIRST_MS, ORGANIZATIONS } from './planted-jobs.js';

const SORTS = ['startTime', 'finishTime', 'durationSeconds', 'backupSizeBytes', 'organizationName'];
const TYPES = ['backup', 'restore', 'dryRun', 'retention', 'auditBackup', 'export'];
const STATUSES = ['inProgress', 'finished', 'failed', 'finishedWithException'];

/** What a caller asks for: names as he writes them, beside what they mean. Times are epoch milliseconds. */
export interface AskedSelection {
  readonly types: readonly string[];
  readonly statuses: readonly string[];
  readonly organizations: readonly { readonly id: string; readonly written: string }[];
  readonly window: { readonly fromMs: number; readonly toMs: number } | undefined;
  readonly sort: string | undefined;
  readonly pageSize: number;
  readonly isRepeated: boolean;
}

const someOf = <T>(values: readonly T[], maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { arbitrary: fc.constant<T[]>([]), weight: 2 },
    { arbitrary: fc.subarray([...values], { minLength: 1, maxLength }), weight: 3 },
  );

function writtenAs({ id, name }: { id: string; name: string }, way: string): string {
  if (way === '{id}') return `{${id.toUpperCase()}}`;
  const text = way.toLowerCase() === 'id' ? id : name.toLowerCase();
  return way === way.toUpperCase() ? text.toUpperCase() : text;
}

const organizations = fc
  .tuple(fc.constantFrom(...ORGANIZATIONS), fc.constantFrom('id', 'ID', '{id}', 'alias', 'ALIAS'))
  .map(([organization, way]) => ({ id: organization.id, written: writtenAs(organization, way) }));

/** Few days, so that windows meet again in copies; and now and then any moment, so that their ends are tried. */
const times = fc.oneof(
  { arbitrary: fc.constantFrom(0, 7, 20, 33, 39).map((day) => FIRST_MS + day * 86_400_000), weight: 9 },
  { arbitrary: fc.integer({ min: FIRST_MS, max: NOW_MS }), weight: 1 },
);
const windows = fc
  .tuple(times, times)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ fromMs: Math.min(one, other), toMs: Math.max(one, other) }));

export const selections: fc.Arbitrary<AskedSelection> = fc.record({
  types: someOf(TYPES, 6),
  statuses: someOf(STATUSES, 4),
  organizations: fc.array(organizations, { maxLength: 4 }),
  window: fc.option(windows, { nil: undefined, freq: 6 }),
  sort: fc.option(fc.constantFrom(...SORTS.flatMap((sort) => [sort, `-${sort}`])), { nil: undefined }),
  pageSize: fc.oneof(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 10, max: 40 }),
    fc.integer({ min: 41, max: 200 }),
  ),
  isRepeated: fc.boolean(),
});

/** The query of a selection, without a page; lists are repeated or joined, names in odd letter case. */
export function toQuery({
  types,
  statuses,
  organizations: asked,
  window,
  sort,
  pageSize,
  isRepeated,
}: AskedSelection): string {
  const query = new URLSearchParams({ pageSize: String(pageSize) });
  const add = (name: string, values: readonly string[]): void => {
    if (isRepeated) for (const value of values) query.append(name, value.toUpperCase());
    else if (values.length > 0) query.append(name, values.join(','));
  };
  add('type', types);
  add('status', statuses);
  add(
    'organizationId',
    asked.map(({ written }) => written),
  );
  if (sort !== undefined) query.set('sort', sort);
  if (window !== undefined) {
    query.set('from', new Date(window.fromMs).toISOString());
    query.set('to', new Date(window.toMs).toISOString());
  }
  return query.toString();
}

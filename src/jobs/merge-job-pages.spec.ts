import { describe, expect, it } from 'vitest';

import { reportSource, type SourceResult } from '../aggregation/source.js';
import { decodeCursor } from './job-cursor.js';
import type { Job } from './job.js';
import type { JobSelection } from './job-selection.js';
import { mergeJobPages } from './merge-job-pages.js';
import type { JobRows } from './table/job-rows.js';
import { answerOf, failureOf, jobOf, organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';

const OTHER = organizationOf({ id: organizationId(2), name: 'Care' });
const WINDOW = { fromMs: Date.parse('2026-11-13T12:00Z'), toMs: Date.parse('2026-11-20T12:00Z') };

function selectionOf(changes: Partial<JobSelection> = {}): JobSelection {
  return {
    path: '/v1/jobs',
    organizations: [organizationOf(), OTHER],
    areOrganizationsNamed: false,
    types: [],
    statuses: [],
    window: WINDOW,
    mayNarrow: true,
    allowPartial: true,
    sort: { key: 'startTime', isDescending: true },
    position: { kind: 'page', number: 1 },
    pageSize: 2,
    ...changes,
  };
}

const at = (minute: number, id: string, organization = organizationOf()): Job =>
  jobOf({
    id,
    startTime: `2026-11-20T08:0${minute}:00.000Z`,
    organization: { id: organization.id, name: organization.name ?? null },
  });

const RESULTS = [
  answerOf([at(1, 'a'), at(3, 'b'), at(3, 'c')]),
  answerOf([at(2, 'd', OTHER), at(3, 'a', OTHER)], { organization: OTHER }),
];

interface Page {
  readonly data: readonly Job[];
  readonly page: { readonly nextCursor: string | null };
}

function merge(changes: Partial<JobSelection> = {}, results: readonly SourceResult<JobRows>[] = RESULTS) {
  const selection = selectionOf(changes);
  const { body, headers } = mergeJobPages({ selection, results }, results.map(reportSource));
  const { data, page, ...rest } = body as Page;
  return { ids: data.map(({ id, organization }) => `${organization.id[7]}${id}`), page, rest, headers };
}

describe('merging the jobs of several organizations', () => {
  it('orders them across organizations before it cuts the page', () => {
    const pages = [1, 2, 3, 4].map((number) => merge({ position: { kind: 'page', number } }).ids);
    expect(pages).toEqual([['1b', '1c'], ['2a', '2d'], ['1a'], []]);
  });

  it('keeps jobs that share their id between organizations apart', () => {
    expect(merge({ pageSize: 9 }).ids).toEqual(['1b', '1c', '2a', '2d', '1a']);
  });

  it('counts over all pages, and says the window', () => {
    const { page, rest } = merge();
    expect(page).toMatchObject({ number: 1, size: 2, totalItems: 5, totalPages: 3 });
    expect(rest).toMatchObject({
      window: { from: '2026-11-13T12:00:00.000Z', to: '2026-11-20T12:00:00.000Z' },
      partial: false,
    });
  });

  it('goes on after the cursor of the page before, and ends without one', () => {
    const first = merge();
    const cursor = decodeCursor(String(first.page.nextCursor));
    expect(cursor).toEqual({
      sort: '-startTime',
      window: WINDOW,
      after: { value: '2026-11-20T08:03:00.000Z', organizationId: organizationId(1), jobId: 'c' },
    });
    const after = cursor?.after ?? { value: null, organizationId: '', jobId: '' };
    const second = merge({ position: { kind: 'cursor', after }, pageSize: 3 });
    expect(second.ids).toEqual(['2a', '2d', '1a']);
    expect(second.page).toMatchObject({ number: null, nextCursor: null, totalItems: 5 });
  });

  it('goes on at the right place when the job of the cursor is gone', () => {
    const after = { value: '2026-11-20T08:02:30.000Z', organizationId: organizationId(1), jobId: 'gone' };
    expect(merge({ position: { kind: 'cursor', after } }).ids).toEqual(['2d', '1a']);
    const last = { value: null, organizationId: organizationId(9), jobId: 'z' };
    expect(merge({ position: { kind: 'cursor', after: last } }).ids).toEqual([]);
  });

  it('shows what there is when an organization failed, and says that it is partial', () => {
    const { ids, rest } = merge({}, [RESULTS[0] ?? answerOf([]), failureOf(OTHER)]);
    expect(ids).toEqual(['1b', '1c']);
    expect(rest).toMatchObject({ partial: true, sources: [{ state: 'live' }, { state: 'failed' }] });
  });

  it('is an empty page without any organization', () => {
    const { ids, page, rest, headers } = merge({ organizations: [] }, []);
    expect({ ids, page }).toEqual({
      ids: [],
      page: { number: 1, size: 2, totalItems: 0, totalPages: 0, nextCursor: null },
    });
    expect(rest).toMatchObject({ sources: [], partial: false });
    expect(headers?.['link']).toContain('page=1>; rel="last"');
  });
});

import { describe, expect, it } from 'vitest';

import { linkHeader } from './job-links.js';
import type { JobSelection } from './job-selection.js';
import { linksOf } from '../../test/jobs/page-walks.js';
import { organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';

const SELECTION: JobSelection = {
  path: '/v1/jobs',
  organizations: [organizationOf(), organizationOf({ id: organizationId(2) })],
  areOrganizationsNamed: false,
  types: [],
  statuses: [],
  window: { fromMs: Date.parse('2026-11-13T12:00Z'), toMs: Date.parse('2026-11-20T12:00Z') },
  allowPartial: true,
  mayNarrow: true,
  sort: { key: 'startTime', isDescending: true },
  position: { kind: 'page', number: 1 },
  pageSize: 25,
};

function pagesOf(
  number: number | null,
  totalPages: number,
  nextCursor: string | null = null,
): Record<string, string> {
  const links = [...linksOf(linkHeader(SELECTION, { number, totalPages, nextCursor }))];
  return Object.fromEntries(
    links.map(([relation, path]) => {
      const query = new URLSearchParams(path.split('?')[1]);
      return [relation, query.get('page') ?? query.get('cursor') ?? ''];
    }),
  );
}

describe('linkHeader', () => {
  it.each<[number | null, number, string | null, object]>([
    [1, 0, null, { first: '1', last: '1' }],
    [1, 1, null, { first: '1', last: '1' }],
    [1, 3, 'c', { first: '1', next: '2', last: '3' }],
    [2, 3, 'c', { first: '1', prev: '1', next: '3', last: '3' }],
    [3, 3, null, { first: '1', prev: '2', last: '3' }],
    [4, 3, null, { first: '1', prev: '3', last: '3' }],
    [999_999_999, 3, null, { first: '1', prev: '3', last: '3' }],
    [5, 0, null, { first: '1', prev: '1', last: '1' }],
    [null, 3, 'c', { first: '1', next: 'c', last: '3' }],
    [null, 3, null, { first: '1', last: '3' }],
  ])('on page %j of %i, with the cursor %j, leads to %j', (number, totalPages, nextCursor, expected) => {
    expect(pagesOf(number, totalPages, nextCursor)).toEqual(expected);
  });

  it('writes what was asked by default no longer than it must, and the window always', () => {
    const first = linkHeader(SELECTION, { number: 1, totalPages: 1, nextCursor: null }).split(', ')[0];
    const window = 'from=2026-11-13T12%3A00%3A00.000Z&to=2026-11-20T12%3A00%3A00.000Z';
    expect(first).toBe(`</v1/jobs?${window}&sort=-startTime&pageSize=25&page=1>; rel="first"`);
  });

  it('leaves out what is missed least where addresses are long, so that gateways can read the field', () => {
    const organizations = Array.from({ length: 60 }, () => organizationOf());
    const asked: JobSelection = { ...SELECTION, organizations, areOrganizationsNamed: true };
    const field = linkHeader(asked, { number: 2, totalPages: 3, nextCursor: 'c' });
    expect([...linksOf(field).keys()]).toEqual(['next']);
    expect(field.length).toBeLessThan(4_000);
  });

  it('repeats everything that was asked', () => {
    const asked: JobSelection = {
      ...SELECTION,
      areOrganizationsNamed: true,
      types: ['backup', 'export'],
      statuses: ['failed'],
      allowPartial: false,
    };
    const path = linksOf(linkHeader(asked, { number: 1, totalPages: 1, nextCursor: null })).get('last') ?? '';
    expect(Object.fromEntries(new URLSearchParams(path.split('?')[1]))).toMatchObject({
      organizationId: `${organizationId(1)},${organizationId(2)}`,
      type: 'backup,export',
      status: 'failed',
      allowPartial: 'false',
    });
  });
});

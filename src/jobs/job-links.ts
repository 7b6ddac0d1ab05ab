import type { JobSelection } from './job-selection.js';
import { sortName } from './job-sort.js';
import { describeWindow } from './time-window.js';

export interface PageNumbers {
  readonly number: number | null;
  readonly totalPages: number;
  readonly nextCursor: string | null;
}

/**
 * The `Link` field of a page, RFC 8288: `first`, `prev`, `next`, `last`, as far as they exist. Addresses are paths,
 * never hosts: the gateway's address is not ours to know. The window is written out, so that it stays while one pages.
 */
export function linkHeader(selection: JobSelection, { number, totalPages, nextCursor }: PageNumbers): string {
  const lastPage = Math.max(1, totalPages);
  const link = (relation: string, position: Record<string, string>): string =>
    `<${selection.path}?${new URLSearchParams({ ...parametersOf(selection), ...position }).toString()}>; rel="${relation}"`;
  const toPage = (relation: string, page: number): string => link(relation, { page: String(page) });
  if (number === null) {
    return [toPage('first', 1), ...(nextCursor === null ? [] : [link('next', { cursor: nextCursor })])].join(
      ', ',
    );
  }
  return [
    toPage('first', 1),
    ...(number > 1 ? [toPage('prev', Math.min(number - 1, lastPage))] : []),
    ...(number < lastPage ? [toPage('next', number + 1)] : []),
    toPage('last', lastPage),
  ].join(', ');
}

function parametersOf(selection: JobSelection): Record<string, string> {
  const { organizations, areOrganizationsNamed, types, statuses, window, sort, pageSize, allowPartial } =
    selection;
  return {
    ...(areOrganizationsNamed ? { organizationId: organizations.map(({ id }) => id).join(',') } : {}),
    ...(types.length > 0 ? { type: types.join(',') } : {}),
    ...(statuses.length > 0 ? { status: statuses.join(',') } : {}),
    ...describeWindow(window),
    sort: sortName(sort),
    pageSize: String(pageSize),
    ...(allowPartial ? {} : { allowPartial: 'false' }),
  };
}

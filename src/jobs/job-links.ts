import type { JobSelection } from './job-selection.js';
import { sortName } from './job-sort.js';
import { describeWindow } from './time-window.js';

export interface PageNumbers {
  readonly number: number | null;
  readonly totalPages: number;
  readonly nextCursor: string | null;
}

/** What gateways and clients read without a setting of their own. */
const LONGEST_FIELD = 3_500;

/**
 * The `Link` field of a page, RFC 8288: `first`, `prev`, `next`, `last`, as far as they exist. Addresses are paths,
 * never hosts: the gateway's address is not ours to know. The window is written out, so that it stays while one pages.
 */
export function linkHeader(selection: JobSelection, { number, totalPages, nextCursor }: PageNumbers): string {
  const lastPage = Math.max(1, totalPages);
  const address = (position: Record<string, string>): string =>
    `${selection.path}?${new URLSearchParams({ ...parametersOf(selection), ...position }).toString()}`;
  const toPage = (page: number): string => address({ page: String(page) });
  const hasNext = number === null ? nextCursor !== null : number < lastPage;
  const next = number === null ? address({ cursor: nextCursor ?? '' }) : toPage(number + 1);
  return joinWithin([
    ...(hasNext ? [`<${next}>; rel="next"`] : []),
    ...(number !== null && number > 1 ? [`<${toPage(Math.min(number - 1, lastPage))}>; rel="prev"`] : []),
    `<${toPage(1)}>; rel="first"`,
    `<${toPage(lastPage)}>; rel="last"`,
  ]);
}

/** Many named organizations make long addresses: those that are missed least go first. The body tells of the pages too. */
function joinWithin(links: readonly string[]): string {
  const joined = links.join(', ');
  return joined.length <= LONGEST_FIELD || links.length === 0 ? joined : joinWithin(links.slice(0, -1));
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

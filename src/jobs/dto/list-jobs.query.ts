import { JOB_STATUS_NAMES, JOB_TYPE_NAMES, type JobStatus, type JobType } from '../job-vocabulary.js';
import { decodeCursor, type JobCursor } from '../job-cursor.js';
import { SORT_NAMES } from '../job-sort.js';
import {
  Choice,
  Coded,
  Flag,
  Instant,
  NameList,
  OneOrganization,
  OrganizationList,
  WholeNumber,
} from './parameters.js';
import { Without } from './query-part.js';

/** The time that is asked about; values are epoch milliseconds. */
class WindowQuery {
  @Instant('Start of the window. Default: seven days before `to`.')
  from?: number;

  @Instant('End of the window. Default: now.')
  to?: number;
}

/** Which jobs are asked about. */
class SelectionQuery extends WindowQuery {
  @OrganizationList('GUID or alias; repeated or comma-separated. Default: all the caller may see.')
  organizationId?: string[];

  @NameList(
    JOB_TYPE_NAMES,
    'Kinds of job; repeated or comma-separated, letter case does not matter. Default: all.',
  )
  type?: JobType[];

  @NameList(
    JOB_STATUS_NAMES,
    'Outcomes; repeated or comma-separated, letter case does not matter. Default: all.',
  )
  status?: JobStatus[];

  @Flag(true, 'With `false`, any organization that cannot be answered fails the whole request.')
  allowPartial?: boolean;
}

/** `GET /v1/jobs` */
export class ListJobsQuery extends SelectionQuery {
  @Choice(
    SORT_NAMES,
    '-startTime',
    '`-` in front for descending. Ties by organization id, then job id; absent values last.',
  )
  sort?: string;

  @WholeNumber({ min: 1, max: 999_999_999, default: 1 }, 'Number of the page.')
  page?: number;

  @WholeNumber({ min: 1, max: 200, default: 25 }, 'Jobs on a page.')
  pageSize?: number;

  @Coded(
    decodeCursor,
    "the last answer's page.nextCursor",
    "Instead of `page`: the last answer's `page.nextCursor`.",
  )
  cursor?: JobCursor;
}

/** `GET /v1/organizations/{organizationId}/jobs`: the path names the organization. */
export class OrganizationJobsQuery extends Without(ListJobsQuery, ['organizationId']) {}

/** `GET /v1/jobs/{jobId}` */
export class FindJobQuery extends WindowQuery {
  @OneOrganization('GUID or alias, where more than one organization has the job.')
  organizationId?: string;
}

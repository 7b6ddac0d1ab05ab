import type { JobStatus, JobType } from '../jobs/job-vocabulary.js';
import type { OrganizationId } from '../organizations/organization.js';

/** What a listener wants to hear of. */
export interface EventSelection {
  /** Undefined means all that the caller may see, whatever they are at the time. */
  readonly organizationIds: ReadonlySet<OrganizationId> | undefined;
  /** None means all. */
  readonly types: readonly JobType[];
  /** None means all. */
  readonly statuses: readonly JobStatus[];
}

import type { Organization } from '../organizations/organization.js';
import type { JobPlace, JobSort } from './job-sort.js';
import type { JobStatus, JobType } from './job-vocabulary.js';
import type { TimeWindow } from './time-window.js';

export type PagePosition =
  { readonly kind: 'page'; readonly number: number } | { readonly kind: 'cursor'; readonly after: JobPlace };

/** Which jobs are asked for, of whom: parsed, checked, and within what the caller may see. */
export interface JobFilter {
  /** Ordered by id. */
  readonly organizations: readonly Organization[];
  /** None means all. */
  readonly types: readonly JobType[];
  /** None means all. */
  readonly statuses: readonly JobStatus[];
  /** Whole minutes. */
  readonly window: TimeWindow;
  readonly allowPartial: boolean;
  /** Whether the caller can ask for less where an organization has too much. */
  readonly mayNarrow: boolean;
}

/** A page of them. */
export interface JobSelection extends JobFilter {
  /** Path of the request, for links. */
  readonly path: string;
  /** Whether the caller named the organizations, for links. */
  readonly areOrganizationsNamed: boolean;
  readonly sort: JobSort;
  readonly position: PagePosition;
  readonly pageSize: number;
}

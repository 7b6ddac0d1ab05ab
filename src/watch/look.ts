import type { AnsweredSource } from '../aggregation/source.js';
import type { TimeWindow } from '../jobs/time-window.js';
import type { JobRows } from '../jobs/table/job-rows.js';
import type { Organization } from '../organizations/organization.js';
import type { JobChange } from './job-change.js';

/** What one look at an organization brought. */
export interface Look {
  readonly organization: Organization;
  readonly source: AnsweredSource<JobRows>;
  readonly window: TimeWindow;
  /** Against the look before; none in the first one. */
  readonly changes: readonly JobChange[];
  readonly isFirst: boolean;
}

/** Somebody who wants organizations to be looked at. */
export interface Follower {
  /** Those that somebody behind it wants looked at now. */
  organizations(): readonly Organization[];
  /** Told of every look at any organization, whoever wanted it. */
  onLook(look: Look): void;
  /** From here on nobody knows what happens to it; the next look at it will be a first one. */
  onLost(organization: Organization): void;
}

import type { Organization } from '../organizations/organization.js';
import type { TimeWindow } from './time-window.js';

/** One job, by its id. */
export interface FindJobSelection {
  readonly jobId: string;
  readonly organizations: readonly Organization[];
  /** Where to look when the id does not tell. */
  readonly window: TimeWindow;
}

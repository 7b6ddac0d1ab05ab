import type { ConnectionSettings } from '../../config/settings.js';
import type { UpstreamRequest } from '../../upstream/upstream-request.js';
import type { OrganizationId } from '../../organizations/organization.js';
import type { JobStatus, JobType } from '../job-vocabulary.js';

/** What is asked of one organization. The window is in milliseconds since the Unix epoch; no type or status means all. */
export interface JobsQuestion {
  readonly organizationId: OrganizationId;
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly type?: JobType;
  readonly status?: JobStatus;
}

/** One page of an answer; the first has index 1. */
export interface PageRequest {
  readonly index: number;
  readonly size: number;
}

/** What the vendor's documents leave open, as the connection settles it. */
export type ContractFormat = Pick<ConnectionSettings, 'timeFormat' | 'rangeEndName'>;

/** One of the vendor's two ways to ask for jobs. Pure: it words the question and sends nothing. */
export interface JobsContract {
  readonly name: 'get' | 'post';
  /** False when the contract has no word for the type: then all types are asked, and the caller filters. */
  mayFilterByType(type: JobType): boolean;
  toRequest(question: JobsQuestion, page: PageRequest, format: ContractFormat): UpstreamRequest;
}

import type { UpstreamRequest } from '../../upstream/upstream-request.js';
import { JOB_STATUSES, JOB_TYPES, type JobType } from '../job-vocabulary.js';
import type { ContractFormat, JobsContract, JobsQuestion, PageRequest } from './jobs-contract.js';
import { toRangeTime } from './range-time.js';

const ALL_TYPES = 0;

function isAskable(type: JobType): boolean {
  // Export is younger than this contract and is not among its documented types.
  return type !== 'export';
}

function toTypeNumber(type: JobType | undefined): number {
  return type === undefined || !isAskable(type) ? ALL_TYPES : JOB_TYPES[type];
}

function toBody(question: JobsQuestion, page: PageRequest, format: ContractFormat): Record<string, unknown> {
  const { organizationId, window, type, status } = question;
  // `objectType` is left out: the vendor documents no values for it, and any guess could hide jobs.
  return {
    pageInfo: { currentPage: page.index, pageSize: page.size },
    type: toTypeNumber(type),
    startTime: toRangeTime(window.fromMs, format.timeFormat),
    [format.rangeEndName ?? 'endTime']: toRangeTime(window.toMs, format.timeFormat),
    ...(status !== undefined && { status: JOB_STATUSES[status] }),
    organizationId,
  };
}

/** The vendor's earlier contract: `POST {base}/api/OpenApi/GetJobs`. */
export const postJobsContract: JobsContract = {
  name: 'post',

  mayFilterByType: isAskable,

  toRequest(question, page, format): UpstreamRequest {
    return { method: 'POST', path: '/api/OpenApi/GetJobs', body: toBody(question, page, format) };
  },
};

import type { UpstreamRequest } from '../../upstream/upstream-request.js';
import { JOB_STATUSES, JOB_TYPES } from '../job-vocabulary.js';
import type { ContractFormat, JobsContract, JobsQuestion, PageRequest } from './jobs-contract.js';
import { toRangeTime } from './range-time.js';

const ALL_TYPES = 0;

function toQuery(question: JobsQuestion, page: PageRequest, format: ContractFormat): Record<string, string> {
  const { organizationId, window, type, status } = question;
  return {
    pageIndex: String(page.index),
    pageSize: String(page.size),
    // The vendor requires a type even for all of them, while an absent status already means all.
    type: String(type === undefined ? ALL_TYPES : JOB_TYPES[type]),
    startTime: String(toRangeTime(window.fromMs, format.timeFormat)),
    [format.rangeEndName ?? 'finishTime']: String(toRangeTime(window.toMs, format.timeFormat)),
    ...(status !== undefined && { status: String(JOB_STATUSES[status]) }),
    organizationId,
  };
}

/** The vendor's current contract: `GET {base}/dynamicsbackup/jobs`. */
export const getJobsContract: JobsContract = {
  name: 'get',

  mayFilterByType(): boolean {
    return true;
  },

  toRequest(question, page, format): UpstreamRequest {
    return { method: 'GET', path: '/dynamicsbackup/jobs', query: toQuery(question, page, format) };
  },
};

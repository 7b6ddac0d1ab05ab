import { JOB_STATUSES, JOB_TYPES } from '../../jobs/job-vocabulary.js';
import type { JobQuestion } from './job-question.js';
import { QuestionReader } from './question-reader.js';
import type { Tenant } from './tenants.js';
import type { FieldFault } from './vendor-errors.js';

/** One value, a number when it is written as one; every value when the parameter is repeated, which no field takes. */
function queryValue(query: URLSearchParams, name: string): unknown {
  const values = query.getAll(name);
  if (values.length > 1) return values;
  const [value] = values;
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** The question of `GET /dynamicsbackup/jobs`, or its faults: type and both times are required, one type, one status. */
export function parseGetQuestion(
  query: URLSearchParams,
  tenant: Tenant,
): JobQuestion | readonly FieldFault[] {
  const reader = new QuestionReader((field) => queryValue(query, field));
  const rangeEndName = tenant.rangeEndName ?? 'finishTime';
  reader.require('type');
  const question = {
    pageIndex: reader.position('pageIndex', 1),
    pageSize: reader.pageSize('pageSize', tenant),
    type: reader.choice('type', JOB_TYPES, true),
    status: reader.choice('status', JOB_STATUSES, false),
    fromMs: reader.time('startTime', tenant.timeFormat),
    toMs: reader.rangeEnd(rangeEndName, tenant),
    organizationId: reader.guid('organizationId'),
  };
  if (question.fromMs > question.toMs)
    reader.fault(rangeEndName, 'The range ends before it starts.', undefined);
  return reader.faults.length > 0 ? reader.faults : question;
}

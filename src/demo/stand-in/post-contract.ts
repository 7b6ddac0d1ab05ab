import { JOB_STATUSES, JOB_TYPES } from '../../jobs/job-vocabulary.js';
import type { JobQuestion } from './job-question.js';
import { QuestionReader } from './question-reader.js';
import type { Tenant } from './tenants.js';
import type { FieldFault } from './vendor-errors.js';

const JSON_MEDIA_TYPE = /^(application\/json|text\/json|application\/[\w.-]+\+json)\s*(;|$)/i;

// The earlier contract documents no number for exports.
const { export: _notInThisContract, ...POST_JOB_TYPES } = JOB_TYPES;

/** Whether the contract reads a body of that content type. */
export function isJsonMediaType(contentType: string | undefined): boolean {
  return contentType !== undefined && JSON_MEDIA_TYPE.test(contentType);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON null counts as absent; an epoch may also come as text, as .NET's reader takes a long. */
function memberOf(object: Record<string, unknown>, name: string): unknown {
  const value = Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
  const isEpochText = name.endsWith('Time') && typeof value === 'string' && /^-?\d+$/.test(value);
  return isEpochText ? Number(value) : value;
}

/** The question of `POST /api/OpenApi/GetJobs`, or its faults; both times are required. `objectType` has no documented meaning. */
export function parsePostQuestion(body: unknown, tenant: Tenant): JobQuestion | readonly FieldFault[] {
  if (!isObject(body)) return [{ field: '$', message: 'A non-empty JSON object is required.' }];
  const reader = new QuestionReader((field) => memberOf(body, field));
  const { pageInfo = {} } = body;
  const paging = new QuestionReader((field) => (isObject(pageInfo) ? memberOf(pageInfo, field) : Number.NaN));
  const rangeEndName = tenant.rangeEndName ?? 'endTime';
  const question = {
    pageIndex: paging.position('currentPage', 1),
    pageSize: paging.pageSize('pageSize', tenant),
    type: reader.choice('type', POST_JOB_TYPES, true),
    status: reader.choice('status', JOB_STATUSES, false),
    fromMs: reader.time('startTime', tenant.timeFormat),
    toMs: reader.rangeEnd(rangeEndName, tenant),
    organizationId: reader.guid('organizationId'),
  };
  if (question.fromMs > question.toMs)
    reader.fault(rangeEndName, 'The range ends before it starts.', undefined);
  const faults = [
    ...paging.faults.map(({ field, message }) => ({ field: `pageInfo.${field}`, message })),
    ...reader.faults,
  ];
  return faults.length > 0 ? faults : question;
}

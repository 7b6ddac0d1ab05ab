import { type OrganizationId, parseOrganizationId } from '../organizations/organization.js';
import type { ItemCounts, Job } from './job.js';
import { normalizeDuration } from './normalize-duration.js';
import { normalizeStatus, normalizeType } from './normalize-enumeration.js';
import { normalizeTime } from './normalize-time.js';
import { readJobId } from './read-job-id.js';
import { type Members, readMembers } from './read-members.js';
import { readCount } from './read-number.js';
import { readText } from './read-text.js';

/** Foreign: a job of an organization that was not asked for. Faulty: no object, or without a usable id. */
export type NormalizedRecord =
  { readonly kind: 'job'; readonly job: Job } | { readonly kind: 'foreign' } | { readonly kind: 'faulty' };

/** The organization that was asked, with its configured name. */
export interface AskedOrganization {
  readonly id: OrganizationId;
  readonly name: string | undefined;
}

/** One upstream record as a Job. Never throws: a field that cannot be read is null, 0 or `unknown`. */
export function normalizeJob(record: unknown, organization: AskedOrganization): NormalizedRecord {
  const members = readMembers(record);
  if (members === undefined) return { kind: 'faulty' };
  if (isForeign(members.get('organizationid'), organization.id)) return { kind: 'foreign' };
  const id = readJobId(members);
  return id === undefined ? { kind: 'faulty' } : { kind: 'job', job: toJob(id, members, organization) };
}

function isForeign(given: unknown, askedId: OrganizationId): boolean {
  if (given === askedId) return false;
  const text = typeof given === 'string' ? given.trim() : (given ?? '');
  if (text === '') return false;
  // What cannot be read is treated as somebody else's: a caller must never see another organization's job.
  return typeof text !== 'string' || parseOrganizationId(text) !== askedId;
}

function toJob(id: string, members: Members, organization: AskedOrganization): Job {
  const status = normalizeStatus(members.get('status'));
  const startTime = normalizeTime(members.get('starttime'));
  const finishTime = normalizeTime(members.get('finishtime'));
  const durationHours = members.get('durationhours');
  return {
    id,
    ...normalizeType(members.get('type')),
    ...status,
    module: readText(members.get('module')),
    startTime,
    finishTime,
    durationSeconds: normalizeDuration({ durationHours, status: status.status, startTime, finishTime }),
    entities: readItemCounts(members, ENTITY_COUNTS),
    records: readItemCounts(members, RECORD_COUNTS),
    backupSizeBytes: readCount(members.get('backupsize')),
    organization: {
      id: organization.id,
      name: organization.name ?? readText(members.get('organizationname')),
    },
  };
}

/** The names of the members that hold each count. Put together for every record, they took a tenth of the reading of it. */
const ENTITY_COUNTS = countMembersOf('entity');
const RECORD_COUNTS = countMembersOf('record');

function countMembersOf(item: 'entity' | 'record'): Readonly<Record<keyof ItemCounts, string>> {
  return {
    successful: `successful${item}`,
    failed: `failed${item}`,
    skipped: `skipped${item}`,
    warning: `warning${item}`,
    total: `total${item}`,
  };
}

function readItemCounts(members: Members, names: Readonly<Record<keyof ItemCounts, string>>): ItemCounts {
  return {
    successful: readCount(members.get(names.successful)),
    failed: readCount(members.get(names.failed)),
    skipped: readCount(members.get(names.skipped)),
    warning: readCount(members.get(names.warning)),
    total: readCount(members.get(names.total)),
  };
}

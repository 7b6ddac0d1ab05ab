import { createHash } from 'node:crypto';

import type { Job } from '../jobs/job.js';
import type { OrganizationHealth } from '../jobs/organization-health.js';
import type { Organization, OrganizationId } from '../organizations/organization.js';

export type JobMessageType = 'job.failed' | 'job.finishedWithException';
export type OrganizationMessageType = 'organization.late' | 'organization.recovered';

/** Something that receivers are told of. */
export interface WebhookMessage {
  /** The same from every replica and in every life: receivers know by it what they have had. */
  readonly id: string;
  readonly type: JobMessageType | OrganizationMessageType;
  readonly organizationId: OrganizationId;
  /** JSON, as it is signed and sent. */
  readonly body: string;
}

/** A job that ended badly. A job that ends twice is told twice. */
export function jobMessage(type: JobMessageType, job: Job, nowMs: number): WebhookMessage {
  const { id: organizationId } = job.organization;
  const id = messageId([type, organizationId, job.id, job.finishTime]);
  return { id, type, organizationId, body: bodyOf(type, { job }, nowMs) };
}

/** An organization that is late, or no longer. Which lateness it is, its last good backup tells. */
export function organizationMessage(
  type: OrganizationMessageType,
  {
    organization,
    name,
    health,
  }: { organization: Organization; name: string | null; health: OrganizationHealth },
  nowMs: number,
): WebhookMessage {
  const { id: organizationId, alias, connection } = organization;
  const described = {
    id: organizationId,
    alias: alias ?? null,
    name,
    connection: connection.name,
    ...health,
  };
  const id = messageId([type, organizationId, health.lastSuccessfulBackup]);
  return { id, type, organizationId, body: bodyOf(type, { organization: described }, nowMs) };
}

function messageId(parts: readonly (string | null)[]): string {
  return `msg_${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}`;
}

function bodyOf(type: WebhookMessage['type'], data: object, nowMs: number): string {
  return JSON.stringify({ type, timestamp: new Date(nowMs).toISOString(), data });
}

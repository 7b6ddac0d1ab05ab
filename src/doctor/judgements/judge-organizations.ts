import type { Organization } from '../../organizations/organization.js';
import type { Finding } from '../finding.js';
import type { OrganizationReply } from '../known-job.js';
import type { Answer } from '../reply.js';
import { unansweredFinding } from './judge-failure.js';

const STEP = 'organizations';
const NOT_FOUND: ReadonlySet<number> = new Set([404, 410]);

/** For each organization whether it may be read, and whether what comes is its own. */
export function judgeOrganizations(replies: readonly OrganizationReply[]): readonly Finding[] {
  return replies.map((reply) => ({ ...judgeOrganization(reply), organizationId: reply.organization.id }));
}

function judgeOrganization({ organization, reply }: OrganizationReply): Finding {
  const name = labelOf(organization);
  if (reply.kind === 'answer') return judgeAnswer(name, reply);
  if (reply.kind === 'refusal') return judgeRefusal(name, reply.status);
  const finding = unansweredFinding(STEP, reply);
  return { ...finding, message: `${name}: ${finding.message}` };
}

/** As it is configured; the vendor's own name is nothing to rely on here. */
function labelOf({ alias, name, id }: Organization): string {
  return name ?? alias ?? id;
}

function judgeAnswer(name: string, { jobs, foreign, total }: Answer): Finding {
  if (foreign > 0) {
    const message = `${name}: ${foreign} of the records that came are of another organization.`;
    return { step: STEP, state: 'fault', code: 'organization-foreign', message };
  }
  if (jobs.length === 0) {
    const message = `${name}: may be read, but has no job of the last thirty days.`;
    return { step: STEP, state: 'warning', code: 'organization-empty', message };
  }
  const message = `${name}: may be read; ${total ?? jobs.length} jobs of the last thirty days.`;
  return { step: STEP, state: 'ok', code: 'organization-readable', message };
}

function judgeRefusal(name: string, status: number): Finding {
  if (NOT_FOUND.has(status)) {
    const message = `${name}: the upstream does not know it (${status}).`;
    return { step: STEP, state: 'fault', code: 'organization-missing', message };
  }
  if (status === 401 || status === 403) {
    const message = `${name}: this app may not read it (${status}).`;
    return { step: STEP, state: 'fault', code: 'organization-forbidden', message };
  }
  const message = `${name}: the upstream refuses the question (${status}).`;
  return { step: STEP, state: 'fault', code: 'organization-failing', message };
}

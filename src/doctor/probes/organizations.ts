import type { Organization } from '../../organizations/organization.js';
import { inTurn } from '../in-turn.js';
import type { OrganizationReply } from '../known-job.js';
import type { Question, QuestionsClient } from '../questions.client.js';

/** Asks each organization once for its first page. */
export function probeOrganizations(
  questions: QuestionsClient,
  organizations: readonly Organization[],
  question: Omit<Question, 'organization'>,
): Promise<readonly OrganizationReply[]> {
  return inTurn(organizations, async (organization) => ({
    organization,
    reply: await questions.ask({ ...question, organization }),
  }));
}

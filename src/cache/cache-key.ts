import { copyOwner } from './copy-key.js';
import type { Organization } from '../organizations/organization.js';

export interface AnswerQuestion {
  /** Names the route. */
  readonly route: string;
  /** The organizations the answer is made of: two callers share an answer only when they see the same. */
  readonly organizations: readonly Organization[];
  /** Every parameter that shapes the answer, in one order. */
  readonly parameters: object;
}

/** The key of a whole answer. RFC 9111 section 2, with the set of organizations in the place of the caller. */
export function cacheKey({ route, organizations, parameters }: AnswerQuestion): string {
  return JSON.stringify([route, organizations.map(copyOwner), parameters]);
}

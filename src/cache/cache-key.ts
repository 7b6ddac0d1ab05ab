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

const keys = new WeakMap<AnswerQuestion, string>();

/**
 * The key of a whole answer. RFC 9111 section 2, with the set of organizations in the place of the caller.
 * A question that is asked again is not written again.
 */
export function cacheKey(question: AnswerQuestion): string {
  const known = keys.get(question);
  if (known !== undefined) return known;
  const { route, organizations, parameters } = question;
  const key = JSON.stringify([route, organizations.map(copyOwner), parameters]);
  keys.set(question, key);
  return key;
}

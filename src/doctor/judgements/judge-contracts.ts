import type { ConnectionSettings } from '../../config/settings.js';
import type { Finding } from '../finding.js';
import type { ContractLook } from '../probes/contracts.js';
import type { RemedyCode } from '../remedies.js';
import { isUnanswered } from '../reply.js';
import { unansweredFinding } from './judge-failure.js';

/** The contract to go on with: the configured one when it answers, else GET, else POST. */
export function chooseContract(
  looks: readonly ContractLook[],
  configured: ConnectionSettings['contract'],
): ContractLook | undefined {
  const answering = looks.filter(({ reply }) => reply.kind === 'answer');
  return answering.find(({ contract }) => contract === configured) ?? answering[0];
}

/** Which contracts answer, and why none does. */
export function judgeContracts(
  looks: readonly ContractLook[],
  configured: ConnectionSettings['contract'],
): readonly Finding[] {
  const chosen = chooseContract(looks, configured);
  if (chosen === undefined) return [noneAnswers(looks)];
  const message = `${looks.map(describeLook).join('; ')}.`;
  const seen: Finding = { step: 'contract', state: 'ok', code: 'contract-answers', message };
  if (configured === 'auto' || chosen.contract === configured) return [seen];
  const missing = `${configured.toUpperCase()} is configured, but only ${chosen.contract.toUpperCase()} answers.`;
  return [seen, { step: 'contract', state: 'fault', code: 'contract-not-there', message: missing }];
}

function describeLook({ contract, reply }: ContractLook): string {
  const name = contract.toUpperCase();
  switch (reply.kind) {
    case 'answer':
      return `${name} answers`;
    case 'refusal':
      return isMissing(reply.status)
        ? `${name} is not there (${reply.status})`
        : `${name} refuses the question (${reply.status})`;
    case 'failure':
      return `${name} fails`;
    case 'throttled':
    case 'notAsked':
      return `${name} was not asked to the end`;
    default:
      return reply satisfies never;
  }
}

/** What a tenant answers that does not have the contract. */
function isMissing(status: number): boolean {
  return [404, 405, 410, 501].includes(status);
}

function noneAnswers(looks: readonly ContractLook[]): Finding {
  const replies = looks.map(({ reply }) => reply);
  const unanswered = replies.find(isUnanswered);
  if (unanswered !== undefined) return unansweredFinding('contract', unanswered);
  return refusal(replies.flatMap((reply) => (reply.kind === 'refusal' ? [reply.status] : [])));
}

function refusal(statuses: readonly number[]): Finding {
  const seen = `GET and POST answer ${statuses.join(' and ')}`;
  const [code, message] = refusalOf(statuses, seen);
  return { step: 'contract', state: 'fault', code, message };
}

function refusalOf(statuses: readonly number[], seen: string): readonly [RemedyCode, string] {
  if (statuses.includes(401)) return ['token-not-taken', `The upstream does not take the token: ${seen}.`];
  if (statuses.includes(403))
    return ['nothing-readable', `No organization that was tried may be read: ${seen}.`];
  if (statuses.every(isMissing)) return ['no-contract', `Neither contract is there: ${seen}.`];
  return ['question-refused', `The upstream refuses the question in every documented wording: ${seen}.`];
}

import type { TimeWindow } from '../../jobs/time-window.js';
import type { Organization } from '../../organizations/organization.js';
import { inTurn } from '../in-turn.js';
import type { QuestionsClient } from '../questions.client.js';
import type { Reply } from '../reply.js';
import { wordingsOf, type ContractName, type Wording } from '../wording.js';

/** What a contract made of its question, in the last wording that was tried. */
export interface ContractLook {
  readonly contract: ContractName;
  readonly organization: Organization;
  readonly wording: Wording;
  readonly reply: Reply;
}

const CONTRACTS: readonly ContractName[] = ['get', 'post'];
/** The documented default of both contracts. */
const PAGE_SIZE = 10;
const MOST_ORGANIZATIONS = 3;

/** Puts a small question in both contracts, about the first organization that any of them answers for. */
export async function probeContracts(
  questions: QuestionsClient,
  organizations: readonly Organization[],
  window: TimeWindow,
): Promise<readonly ContractLook[]> {
  const looks = await inTurn(
    organizations.slice(0, MOST_ORGANIZATIONS),
    (organization) =>
      inTurn(CONTRACTS, (contract) => probeContract(questions, { contract, organization, window })),
    (found) => !found.every(mayBeAboutOrganization),
  );
  return looks.find((found) => found.some(({ reply }) => reply.kind === 'answer')) ?? looks.at(-1) ?? [];
}

interface Place {
  readonly contract: ContractName;
  readonly organization: Organization;
  readonly window: TimeWindow;
}

/** A contract that finds fault with the wording is asked in another one. */
async function probeContract(
  questions: QuestionsClient,
  { contract, organization, window }: Place,
): Promise<ContractLook> {
  const looks = await inTurn(
    wordingsOf(contract, organization.connection),
    async (wording): Promise<ContractLook> => {
      const reply = await questions.ask({ organization, wording, window, pageSize: PAGE_SIZE });
      return { contract, organization, wording, reply };
    },
    ({ reply }) => reply.kind !== 'refusal' || reply.status !== 400,
  );
  const last = looks.at(-1);
  if (last === undefined) throw new Error('a contract has no wording');
  return last;
}

/** 403 and 404 may be meant for the organization alone: another one may tell more. */
function mayBeAboutOrganization({ reply }: ContractLook): boolean {
  return reply.kind === 'refusal' && (reply.status === 403 || reply.status === 404);
}

import type { Examined, Standing } from './examined.js';
import type { Finding } from './finding.js';
import { judgeAnswers } from './judgements/judge-answers.js';
import { chooseContract, judgeContracts } from './judgements/judge-contracts.js';
import { judgeOrganizations } from './judgements/judge-organizations.js';
import { judgePageSizes, largestPageSize } from './judgements/judge-page-sizes.js';
import { judgeToken } from './judgements/judge-token.js';
import type { OrganizationReply } from './known-job.js';
import { probeContracts, type ContractLook } from './probes/contracts.js';
import { probeOrganizations } from './probes/organizations.js';
import { probePageSizes } from './probes/page-sizes.js';

/** What the way to the jobs came to: how they are asked for and what came, or why there is no way. */
export type Access = { readonly findings: readonly Finding[] } & (
  { readonly ended: string } | { readonly standing: Standing; readonly replies: readonly OrganizationReply[] }
);

/** Looks whether there is a token, a contract, a size of pages and an organization that can be read. */
export async function examineAccess(examined: Examined): Promise<Access> {
  const findings: Finding[] = [];
  if (!(await lookAtToken(examined, findings))) return { findings, ended: 'there is no token' };
  const contract = await lookAtContracts(examined, findings);
  if (contract === undefined) return { findings, ended: 'no contract answers' };
  const standing = {
    wording: contract.wording,
    pageSize: await lookAtPageSizes(examined, contract, findings),
  };
  const replies = await lookAtOrganizations(examined, standing, findings);
  if (!replies.some(({ reply }) => reply.kind === 'answer'))
    return { findings, ended: 'no organization could be read' };
  return { findings, standing, replies };
}

async function lookAtToken({ connection, clients }: Examined, findings: Finding[]): Promise<boolean> {
  const failure: unknown = await clients.tokens.tokenFor(connection).then(
    () => undefined,
    (error: unknown) => error,
  );
  const exchanges = clients.exchanges.filter(({ server }) => server === 'identity');
  findings.push(...judgeToken({ credential: connection.credential.kind, exchanges, failure }));
  return failure === undefined;
}

async function lookAtContracts(
  { connection, organizations, questions, window }: Examined,
  findings: Finding[],
): Promise<ContractLook | undefined> {
  const looks = await probeContracts(questions, organizations, window);
  findings.push(...judgeContracts(looks, connection.contract));
  return chooseContract(looks, connection.contract);
}

/** The size to go on with: the configured one, or the largest that comes. */
async function lookAtPageSizes(
  { questions, window, configuredPageSize }: Examined,
  { organization, wording }: ContractLook,
  findings: Finding[],
): Promise<number> {
  const looks = await probePageSizes(questions, { organization, wording, window }, configuredPageSize);
  findings.push(...judgePageSizes(looks, configuredPageSize));
  return Math.min(largestPageSize(looks) ?? configuredPageSize, configuredPageSize);
}

async function lookAtOrganizations(
  { organizations, questions, window }: Examined,
  standing: Standing,
  findings: Finding[],
): Promise<readonly OrganizationReply[]> {
  const replies = await probeOrganizations(questions, organizations, { ...standing, window });
  findings.push(...judgeOrganizations(replies));
  const answers = replies.flatMap(({ reply }) => (reply.kind === 'answer' ? [reply] : []));
  if (answers.length > 0) findings.push(...judgeAnswers(answers));
  return replies;
}

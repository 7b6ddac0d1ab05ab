import { AppError } from '../errors/app-error.js';
import { refuseInnerFailure, refuseListedErrors } from './read-inner-failure.js';
import { type Members, readMembers } from './read-members.js';
import { readNumber } from './read-number.js';

/** One page as it came, whichever of the documented shapes it has. Null is what the answer did not say. */
export interface JobsPage<Row = unknown> {
  readonly records: readonly Row[];
  readonly total: number | null;
  readonly pageSize: number | null;
  /** Only ever a hint that there is more: the link itself is never followed. */
  readonly hasNextLink: boolean;
}

// No organization has a billion jobs: such a number is a fault, not a total.
const ABSURD_COUNT = 1_000_000_000;

const NO_MEMBERS: Members = new Map();

/** Reads a parsed answer by its content. Throws an AppError: `upstream-invalid`, or the class of a failure told inside a 200. */
export function readJobsAnswer(body: unknown): JobsPage {
  const page = readBareList(body) ?? readObject(body);
  if (page !== undefined) return page;
  throw new AppError('upstream-invalid', 'The upstream answered without a list of jobs.');
}

function readBareList(body: unknown): JobsPage | undefined {
  return Array.isArray(body) ? toPage(body, NO_MEMBERS) : undefined;
}

function readObject(body: unknown): JobsPage | undefined {
  const answer = readMembers(body);
  if (answer === undefined) return undefined;
  refuseInnerFailure(answer);
  const page = readPage(answer) ?? readWrapped(answer.get('data'));
  if (page === undefined) refuseListedErrors(answer);
  return page;
}

function readWrapped(data: unknown): JobsPage | undefined {
  const members = readMembers(data);
  return members === undefined ? readBareList(data) : readPage(members);
}

function readPage(members: Members): JobsPage | undefined {
  const records = [members.get('jobs'), members.get('result')].find((list) => Array.isArray(list));
  if (records !== undefined) return toPage(records, members);
  // Some serializers write an empty list as null or leave it out: the total tells it from an answer about something else.
  const isEmpty = readTotal(members) === 0 && !hasList(members);
  return isEmpty ? toPage([], members) : undefined;
}

function hasList(members: Members): boolean {
  return (members.get('jobs') ?? members.get('result') ?? null) !== null;
}

function toPage(records: readonly unknown[], members: Members): JobsPage {
  const nextLink = members.get('nextlink');
  return {
    records,
    total: readTotal(members),
    pageSize: readInteger(members.get('pagesize'), 1),
    hasNextLink: typeof nextLink === 'string' && nextLink.trim() !== '',
  };
}

function readTotal(members: Members): number | null {
  return readInteger(members.get('totalcount') ?? members.get('totalnumber'), 0);
}

function readInteger(value: unknown, least: number): number | null {
  const number = readNumber(value);
  if (number === undefined || !Number.isInteger(number)) return null;
  // Adding zero turns a negative zero into the ordinary one.
  return number >= least && number < ABSURD_COUNT ? number + 0 : null;
}

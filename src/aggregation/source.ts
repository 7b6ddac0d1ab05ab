import type { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';

/** live: fetched for this request; cached: fresh copy; stale: older copy. RFC 9111 section 4.2. */
export type AnsweredState = 'live' | 'cached' | 'stale';

/** What one organization had to say. */
export interface AnsweredSource<T> {
  readonly organization: Organization;
  readonly contract: string;
  readonly state: AnsweredState;
  /** Wall clock, when the upstream was asked. */
  readonly fetchedAtMs: number;
  readonly value: T;
  /** How many items of the selection this organization has. */
  readonly itemCount: number;
  /** The name to show: the configured one, without one the vendor's. */
  readonly organizationName: string | null;
  /** Why the value is older, or has less, than was asked for. */
  readonly error: AppError | undefined;
}

/** One organization that could not be read: a value, so that the others are answered. */
export interface FailedSource {
  readonly organization: Organization;
  readonly contract: string;
  readonly state: 'failed';
  readonly error: AppError;
}

export type SourceResult<T> = AnsweredSource<T> | FailedSource;

/** One entry of `sources`, as callers see it. */
export interface SourceReport {
  readonly organizationId: string;
  readonly organizationName: string | null;
  readonly connection: string;
  readonly contract: string;
  readonly state: AnsweredState | 'failed';
  readonly fetchedAt: string | null;
  readonly totalItems: number | null;
  readonly error?: SourceError;
}

export interface SourceError {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
  /** How many records of the answer could not be used. */
  readonly recordsLeftOut?: number;
}

export function isAnswered<T>(result: SourceResult<T>): result is AnsweredSource<T> {
  return result.state !== 'failed';
}

/** Whether any organization is missing from an answer. */
export function isPartial(sources: readonly Pick<SourceReport, 'state'>[]): boolean {
  return sources.some(({ state }) => state === 'failed');
}

/** Says of one organization what is fresh, stale or missing. */
export function reportSource<T>(result: SourceResult<T>): SourceReport {
  const { organization, contract, state, error } = result;
  return {
    organizationId: organization.id,
    organizationName: isAnswered(result) ? result.organizationName : (organization.name ?? null),
    connection: organization.connection.name,
    contract,
    state,
    fetchedAt: isAnswered(result) ? new Date(result.fetchedAtMs).toISOString() : null,
    totalItems: isAnswered(result) ? result.itemCount : null,
    ...(error === undefined ? {} : { error: reportError(error) }),
  };
}

function reportError(error: AppError): SourceError {
  return {
    type: `/problems/${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    ...error.members,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

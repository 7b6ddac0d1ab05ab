import { AppError } from '../errors/app-error.js';
import type { Organization } from '../organizations/organization.js';
import type { AnsweredSource, SourceResult } from './source.js';

export interface FanOut<T> {
  readonly organizations: readonly Organization[];
  readonly ask: (organization: Organization) => Promise<AnsweredSource<T>>;
  /** Names the contract of an organization that could not be read. */
  readonly contractOf: (organization: Organization) => string;
}

/**
 * Asks every organization at once; results keep the order of `organizations`. An organization's failure is a value;
 * the caller's own mistakes (4xx) and bugs are thrown.
 */
export async function fanOut<T>({ organizations, ask, contractOf }: FanOut<T>): Promise<SourceResult<T>[]> {
  return await Promise.all(
    organizations.map(async (organization): Promise<SourceResult<T>> => {
      try {
        return await ask(organization);
      } catch (error) {
        if (!isUpstreamFailure(error)) throw error;
        return { organization, contract: contractOf(organization), state: 'failed', error };
      }
    }),
  );
}

function isUpstreamFailure(error: unknown): error is AppError {
  return error instanceof AppError && error.status > 500;
}

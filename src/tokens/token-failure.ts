import { AppError } from '../errors/app-error.js';

const SENTENCES = {
  'upstream-unauthorized': 'refused the credential',
  'upstream-unavailable': 'could not be reached or failed',
  'upstream-timeout': 'did not answer in time',
  'upstream-throttled': 'asks us to slow down',
  'upstream-invalid': 'gave an answer that could not be understood',
  'upstream-rejected': 'refused the request',
} as const;

/** Why there is no token. Names the connection and nothing that the identity service said. */
export function tokenFailure(
  connectionName: string,
  code: keyof typeof SENTENCES,
  retryAfterSeconds?: number,
): AppError {
  const message = `The identity service of connection ${connectionName} ${SENTENCES[code]}.`;
  return new AppError(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}

import { RedisTimeout } from './within-time.js';

/** Refusals that concern the server as a whole; any other concerns one command, and the next one may well be answered. */
const SERVER_REFUSALS = new Set(['LOADING', 'MASTERDOWN', 'NOAUTH', 'READONLY', 'WRONGPASS']);

/** What went wrong, in one word that may be logged: everything else in such an error may hold keys, values or an address. */
export function failureKindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const { message } = error;
  if (isRefusal(error)) return /^[A-Z]{2,20}(?= )/.exec(message)?.[0] ?? 'ERR';
  return error instanceof RedisTimeout ? 'timeout' : 'closed';
}

/** Whether the server answered, and refused just this one command. */
export function isRefusalOfOneCommand(error: unknown): boolean {
  return isRefusal(error) && !SERVER_REFUSALS.has(failureKindOf(error));
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}

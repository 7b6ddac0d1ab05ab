import { ClientRequest } from 'node:http';

import { isAxiosError } from 'axios';

/** Why a call brought no whole answer, as far as the error itself tells. */
export function failureOf(error: unknown): 'unreachable' | 'interrupted' | 'oversized' {
  if (!isAxiosError(error)) return isBufferTooLarge(error) ? 'oversized' : 'interrupted';
  if (error.message.startsWith('maxContentLength size of')) return 'oversized';
  return hasAnswerBegun(error.request, error.code) ? 'interrupted' : 'unreachable';
}

function isBufferTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** A parser's complaint (`HPE_…`) is about bytes that came, even when they never made a header. */
function hasAnswerBegun(request: unknown, code: string | undefined): boolean {
  if (code?.startsWith('HPE_') === true) return true;
  return request instanceof ClientRequest && 'res' in request && request.res !== null;
}

import type { ClientRequest } from 'node:http';

import { HttpCallError, OversizedBodyError } from './http-call.js';

/** Why a call brought no whole answer, as far as the error itself tells. */
export function failureOf(error: unknown): 'unreachable' | 'interrupted' | 'oversized' {
  if (!(error instanceof HttpCallError))
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'oversized' : 'interrupted';
  if (error.cause instanceof OversizedBodyError) return 'oversized';
  return hasAnswerBegun(error.request, codeOf(error.cause)) ? 'interrupted' : 'unreachable';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A parser's complaint (`HPE_…`) is about bytes that came, even when they never made a header. */
function hasAnswerBegun(request: ClientRequest, code: unknown): boolean {
  if (typeof code === 'string' && code.startsWith('HPE_')) return true;
  return 'res' in request && request.res !== null;
}

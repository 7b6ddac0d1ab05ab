import type { ServerResponse } from 'node:http';

import type { Authenticator } from '../auth/authenticator.js';

/** Whoever called a tool, as far as the REST interface has to know. */
export interface ToolCaller {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly remoteAddress: string;
  readonly requestId: string;
  /** Aborts when the caller leaves. */
  readonly signal: AbortSignal;
}

/** What is read of a request; the framework's own has it. */
export interface CallingRequest {
  readonly id: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** What is read of the answer to come; the framework's own has it. */
export interface PendingReply {
  readonly raw: Pick<ServerResponse, 'closed' | 'writableFinished' | 'once'>;
}

/** Beside the credential: what says where the caller is, how fresh an answer it wants, and to which trace it belongs. */
const PASSED_ON = ['x-forwarded-for', 'cache-control', 'traceparent'];

/** The caller behind a request: nothing but its credential and what concerns the answer is passed on. */
export function toolCallerOf(
  { id, headers, raw }: CallingRequest,
  reply: PendingReply,
  authenticators: readonly Authenticator[],
): ToolCaller {
  const credentials = authenticators.flatMap(({ credentialHeaders }) => credentialHeaders);
  const passed = [...credentials.map((name) => name.toLowerCase()), ...PASSED_ON].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    // One id for both: the log shows which request a tool made.
    headers: { ...Object.fromEntries(passed), 'x-request-id': id },
    remoteAddress: raw.socket.remoteAddress ?? '',
    requestId: id,
    signal: leavingOf(reply),
  };
}

/** Aborts when the connection ends before the answer: a request whose body was read says nothing of that. */
function leavingOf({ raw }: PendingReply): AbortSignal {
  if (raw.closed) return AbortSignal.abort();
  const leaving = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) leaving.abort();
  });
  return leaving.signal;
}

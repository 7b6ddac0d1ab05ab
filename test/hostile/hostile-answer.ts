import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { FaultResponder } from '../../src/demo/stand-in/faults.js';

/** Stands in every hostile answer: what is refused is repeated nowhere, and nothing of it is ever logged. */
export const MARK = 'hostile-text';

/** What a server sends, and what a caller is told: `502 upstream-invalid`, or `2 jobs`, `0 jobs, 1 left out`. */
export interface HostileAnswer {
  readonly what: string;
  readonly respond: FaultResponder;
  readonly seen: string;
}

/** A body with status 200 that calls itself JSON. */
export function json(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): FaultResponder {
  return answerWith({ status: 200, headers, body });
}

/** These bytes, whatever HTTP thinks of them; the connection is closed behind them. */
export function bytes(text: string | Buffer): FaultResponder {
  return (_request, response) => {
    response.socket?.end(text);
    return undefined;
  };
}

/** One row for each sender, all told the same. */
export function allSeen(seen: string, rows: readonly (readonly [string, FaultResponder])[]): HostileAnswer[] {
  return rows.map(([what, respond]) => ({ what, respond, seen }));
}

import type { Finding } from '../finding.js';

const COLOURS = { ok: 32, note: 36, warning: 33, fault: 31, skipped: 90 } as const satisfies Record<
  Finding['state'],
  number
>;

export type Paint = (state: Finding['state'], text: string) => string;

/** SGR sequences of ECMA-48, as terminals know them. */
const painted: Paint = (state, text) => `\u001B[${COLOURS[state]}m${text}\u001B[0m`;

const plain: Paint = (_state, text) => text;

/** Colour on a terminal only, and not where `NO_COLOR` is set to anything (no-color.org). */
export function paintFor({ isTTY }: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  return isTTY === true && (environment['NO_COLOR'] ?? '') === '' ? painted : plain;
}

import { randomUUID } from 'node:crypto';

const USABLE = /^[A-Za-z0-9._-]{1,128}$/;

/** The caller's id when it is one that can stand in a log and a header, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && USABLE.test(header) ? header : randomUUID();
}

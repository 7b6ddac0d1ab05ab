import type { NamedOrganization } from './scoping-attempts.js';
import { type Answer, readableOf } from './scoping-exchange.js';

const AT_ONCE = 8;

/** Two answers that may not differ: about what belongs to others, and about what does not exist. */
export interface AnswerPair {
  /** What was asked, for the message of a failure. */
  readonly label: string;
  readonly foreign: Answer;
  readonly twin: Answer;
  readonly mustRefuse: boolean;
}

/** What is wrong with the answers to one attempt; undefined when they tell nothing. */
export function faultIn(
  { label, foreign, twin, mustRefuse }: AnswerPair,
  organizations: readonly NamedOrganization[],
): string | undefined {
  const [readable, expected] = [readableOf(foreign), readableOf(twin)];
  if (readable !== expected) return `${label}\n${readable}\nbut unknown:\n${expected}`;
  if (mustRefuse && !isRefusal(foreign)) return `${label}: ${readable}`;
  return leakIn(readable, organizations);
}

/** A tool that is refused says so within an answer of the protocol. */
function isRefusal({ status, text }: Answer): boolean {
  return status >= 400 || text.includes('"isError":true');
}

/** The first name or job of these organizations that stands in a text. */
export function leakIn(readable: string, foreign: readonly NamedOrganization[]): string | undefined {
  const text = readable.toLowerCase();
  const words = foreign.flatMap(({ id, alias, jobId }) => [id, alias, jobId.toLowerCase()]);
  const leaked = words.find((word) => text.includes(word));
  return leaked === undefined ? undefined : `${leaked} in ${readable}`;
}

/** The first faults of many attempts, made some at a time. */
export async function faultsOf<T>(
  attempts: readonly T[],
  faultOf: (attempt: T) => Promise<string | undefined>,
): Promise<string[]> {
  const faults: string[] = [];
  const queue = attempts.values();
  const work = async (): Promise<void> => {
    for (const attempt of queue) {
      const fault = await faultOf(attempt);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults.slice(0, 3);
}

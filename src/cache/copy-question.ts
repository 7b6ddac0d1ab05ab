import type { Organization } from '../organizations/organization.js';
import type { CallContext } from '../upstream/upstream-request.js';
import type { CopyKey } from './copy-key.js';

/** What a question brought from upstream. */
export interface Loaded<T> {
  readonly value: T;
  /** False when something was left out: then it is held for a moment only, so that it is soon looked at again. */
  readonly isComplete: boolean;
  readonly sizeBytes: number;
  /** Epoch milliseconds of the question the value is from, where that is earlier than now: its age and its freshness count from then. */
  readonly askedAtMs?: number;
  /** Epoch milliseconds until when the value of an earlier question is as good as one asked for now: nothing of it changes any more. */
  readonly settledUntilMs?: number;
}

/** An answer made from that of an earlier question, such as the same board a minute ago. */
export interface FromEarlier<T> {
  readonly value: T;
  /** Whether the upstream would have answered just so, at the time of the earlier question. */
  readonly isExact: boolean;
}

/** How a value is told to other replicas, as JSON has it, and read again; undefined for what is none. */
export interface SharedForm<T> {
  readonly toShared: (value: T) => unknown;
  readonly fromShared: (told: unknown) => T | undefined;
}

/** A question about one organization, whose answer may be held. */
export interface CopyQuestion<T> {
  readonly key: CopyKey;
  /** Names all questions that differ from this one in their moment alone, such as the same board a minute ago. */
  readonly seriesKey?: CopyKey | undefined;
  readonly organization: Organization;
  /** Without one, the value is shared as it is. */
  readonly form?: SharedForm<T>;
  /** Asks the upstream. Rejects with an `AppError`. */
  readonly load: (context: CallContext) => Promise<Loaded<T>>;
  /** An answer that is no older than `freshMs`, from what is held elsewhere, without asking; undefined when there is none. */
  readonly derive?: (freshMs: number) => Loaded<T> | undefined;
  /** What the answer to another, earlier question tells about this one; undefined when nothing. */
  readonly fromEarlier?: (earlier: T, fetchedAtMs: number) => FromEarlier<T> | undefined;
}

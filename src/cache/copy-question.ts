import type { Organization } from '../organizations/organization.js';
import type { CallContext } from '../upstream/upstream-request.js';
import type { CopyKey } from './copy-key.js';

/** What a question brought from upstream. */
export interface Loaded<T> {
  readonly value: T;
  /** False when something was left out: then it is held for a moment only, so that it is soon looked at again. */
  readonly isComplete: boolean;
  readonly sizeBytes: number;
}

/** An answer made from that of an earlier question, such as the same board a minute ago. */
export interface FromEarlier<T> {
  readonly value: T;
  /** Whether the upstream would have answered just so, at the time of the earlier question. */
  readonly isExact: boolean;
}

/** A question about one organization, whose answer may be held. */
export interface CopyQuestion<T> {
  readonly key: CopyKey;
  readonly organization: Organization;
  /** Asks the upstream. Rejects with an `AppError`. */
  readonly load: (context: CallContext) => Promise<Loaded<T>>;
  /** What the answer to another, earlier question tells about this one; undefined when nothing. */
  readonly fromEarlier?: (earlier: T, fetchedAtMs: number) => FromEarlier<T> | undefined;
}

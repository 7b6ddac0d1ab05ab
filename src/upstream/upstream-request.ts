/** One question in a vendor contract, before it has an address and a token. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; appended to the connection's base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What a call carries of the request it is made for. */
export interface CallContext {
  /** Aborts when nobody waits any more or the time is up; its reason is then thrown. */
  readonly signal: AbortSignal;
  /** W3C Trace Context of the caller, when it sent one. */
  readonly traceparent: string | undefined;
  /** Told of every attempt that is sent. */
  readonly onAttempt?: () => void;
  /** When the time is up, by the monotonic clock: no wait and no retry goes beyond. Without it, the time of a request from now on. */
  readonly deadlineMs?: number;
  /** The organization asked about, by its id: calls of different lanes get their turn in rotation. */
  readonly lane?: string;
  /** Belongs to an answer that was begun: never refused because many wait. */
  readonly isFollowUp?: boolean;
}

/** A call whose time is known. `onRepeat` is told of an attempt that had to be sent once more. */
export type TimedCall = CallContext & { readonly deadlineMs: number; readonly onRepeat?: () => void };

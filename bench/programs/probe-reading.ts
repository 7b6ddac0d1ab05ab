/** What the probe tells of the service's process, since it was last told to begin. */
export interface ProbeReading {
  readonly gcPauses: number;
  readonly gcLongestMs: number;
  readonly gcTotalMs: number;
  /** How much later than planned the event loop came round, in milliseconds. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** The heap and what hangs on it outside, as buffers do; after a collection when that was asked for. */
  readonly heldBytes: number;
}

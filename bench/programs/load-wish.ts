/** How a server is to be asked, over and over. */
export interface LoadWish {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  /** How long, or until how many have been answered. */
  readonly seconds?: number;
  readonly amount?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** Answers that were none, or had another status than 200. */
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

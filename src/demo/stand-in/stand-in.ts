import type { Faults } from './faults.js';
import type { JobSource } from './jobs-api.js';
import type { ReceivedRequest } from './received-requests.js';
import type { StandInTenant } from './tenants.js';

export interface StandInOptions {
  readonly tenants: readonly StandInTenant[];
  /** On the loopback address; 0 takes any free one. */
  readonly port: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Makes the believable jobs; the same seed and anchor give the same jobs. */
  readonly seed: string;
  /** What the history is counted back from; without it, the time of the start. */
  readonly anchorMs?: number;
  /** Instead of believable jobs. Those that have not started yet are left out. */
  readonly jobs?: JobSource;
  /** Where callers reach it, when that is another address than its own; client assertions have to name it. */
  readonly publicUrl?: string;
}

export interface StandIn {
  /** Base address of both contracts, without a trailing slash. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly port: number;
  /** The latest ten thousand requests, oldest first. */
  readonly received: readonly ReceivedRequest[];
  /** Since the start or the last reset. */
  readonly tokenRequests: number;
  /** Of both contracts, since the start or the last reset. */
  readonly jobRequests: number;
  readonly faults: Faults;
  /** Forgets requests and faults; tokens stay valid. */
  reset(): void;
  revokeTokens(): void;
  /** From now on the client is known by these secrets only. */
  replaceSecrets(clientId: string, secrets: readonly string[]): void;
  /** Cuts what is open. */
  close(): Promise<void>;
}

/** A job as an answer shows it. */
export interface ShownJob {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly startTime: string | null;
  readonly finishTime: string | null;
  readonly organization: { readonly id: string };
}

export interface ShownSource {
  readonly organizationId: string;
  readonly state: 'live' | 'cached' | 'stale' | 'failed';
  readonly fetchedAt: string | null;
  readonly totalItems: number | null;
  readonly error?: { readonly type: string; readonly status: number };
}

export interface ShownPage {
  readonly number: number | null;
  readonly size: number;
  readonly totalItems: number;
  readonly totalPages: number;
  readonly nextCursor: string | null;
}

/** What any answer may hold. */
export interface ShownBody {
  readonly data?: unknown;
  readonly page?: ShownPage;
  readonly window?: { readonly from: string; readonly to: string };
  readonly sources?: readonly ShownSource[];
  readonly source?: ShownSource;
  readonly partial?: boolean;
  readonly type?: string;
}

/** What was asked, and what came. */
export interface Exchange {
  readonly asked: Asked;
  /** Epoch milliseconds, by the clock of this machine, which the replicas share. */
  readonly sentMs: number;
  readonly receivedMs: number;
  readonly status: number;
  readonly body: ShownBody;
  /** Copies fetched before are gone: what this very replica was told to drop. */
  readonly droppedBeforeMs: number;
}

export type Directive = 'none' | 'no-cache' | 'only-if-cached';

interface AskedCommon {
  readonly path: string;
  readonly directive: Directive;
  /** The organizations that the caller may see and that were asked, in order of their ids. */
  readonly organizations: readonly string[];
}

export interface AskedList extends AskedCommon {
  readonly kind: 'list';
  readonly types: readonly string[];
  readonly statuses: readonly string[];
  readonly sort: string;
  readonly mayBePartial: boolean;
}

export interface AskedJob extends AskedCommon {
  readonly kind: 'job';
  readonly jobId: string;
}

export interface AskedOrganizations extends AskedCommon {
  readonly kind: 'organizations';
}

/** Names an organization that is not the caller's. */
export interface AskedForeign extends AskedCommon {
  readonly kind: 'foreign';
}

export type Asked = AskedList | AskedJob | AskedOrganizations | AskedForeign;

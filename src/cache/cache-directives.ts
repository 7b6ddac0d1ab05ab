/** What a caller asks of copies, RFC 9111 section 5.2.1. */
export interface CacheDirectives {
  /** `no-cache`: copies do not count, the upstream is asked. */
  readonly mustAsk: boolean;
  /** Beside `mustAsk`: what cannot have changed since it was read need not be asked for again. No header says so. */
  readonly isAfterChanges?: boolean;
  /** `only-if-cached`: the upstream is not asked. */
  readonly mayOnlyUseCopies: boolean;
}

const NONE: CacheDirectives = { mustAsk: false, mayOnlyUseCopies: false };

/** Reads a request's `Cache-Control`; unknown directives are passed over, as the RFC wants. */
export function readCacheDirectives(header: string | undefined): CacheDirectives {
  if (header === undefined) return NONE;
  const names = new Set(
    header
      .toLowerCase()
      .split(',')
      .map((directive) => directive.trim().split('=')[0]),
  );
  return { mustAsk: names.has('no-cache'), mayOnlyUseCopies: names.has('only-if-cached') };
}

/** What a `traceparent` says. */
export interface TracePosition {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

/** Version, trace, parent and flags; what later versions may add behind is the caller's own text and goes no further. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?=$|-)/;
/** The first version has nothing behind the flags. */
const FIRST_VERSION_WITH_MORE = /^00-.{52}-/;
const SAMPLED = 1;

/** A `traceparent` that can be passed on, W3C Trace Context; undefined when the header is none. */
export function readTraceparent(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || FIRST_VERSION_WITH_MORE.test(header)) return undefined;
  return TRACEPARENT.exec(header)?.[0];
}

/** The parts of a `traceparent`; undefined when it is none. */
export function tracePositionOf(traceparent: string | undefined): TracePosition | undefined {
  const [, traceId, spanId, flags] = readTraceparent(traceparent)?.split('-') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}

export function writeTraceparent({ traceId, spanId, isSampled }: TracePosition): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}

/** Spans of one service, injected: several services may run in one process, so that nothing is global. */
export abstract class Tracing {
  /** Whether anybody gets to see the spans. */
  abstract readonly isOn: boolean;
  abstract startSpan(start: SpanStart): OpenSpan;
}

/** What is told of a span; a value that is undefined is left out. Names and counts only, never an address or a secret. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

export interface SpanStart {
  readonly kind: 'server' | 'client';
  readonly name: string;
  /** The `traceparent` of the span it belongs to; without one it begins a trace. */
  readonly parent: string | undefined;
  readonly attributes: SpanAttributes;
}

export interface OpenSpan {
  /** What makes further work a part of this span, W3C Trace Context. */
  readonly traceparent: string | undefined;
  end(ending: { readonly attributes: SpanAttributes; readonly isError: boolean }): void;
}

/** The end of one call: its time is up, or its caller has gone. Whichever comes first is remembered. */
export class CallDeadline {
  endedBy: 'timeout' | 'cancelled' | undefined;

  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly cancel = (): void => this.end('cancelled');

  constructor(
    timeoutMs: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => this.end('timeout'), timeoutMs);
    caller?.addEventListener('abort', this.cancel, { once: true });
    if (caller?.aborted === true) this.cancel();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  close(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.cancel);
  }

  private end(reason: 'timeout' | 'cancelled'): void {
    this.endedBy ??= reason;
    this.controller.abort();
  }
}

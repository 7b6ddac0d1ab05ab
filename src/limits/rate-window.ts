/** The minute in which the requests of one client are counted: it begins with the first of them. */
export interface RateWindow {
  readonly clientName: string;
  /** Requests that count, those of other replicas too as far as they are known. */
  used: number;
  /** Requests of this replica that the others have not been told of. */
  untold: number;
  /** Monotonic. */
  endsAtMs: number;
}

export const WINDOW_MS = 60_000;

/** The windows of this process, one for each client that has come within a minute. */
export class RateWindows {
  private readonly windows = new Map<string, RateWindow>();

  get size(): number {
    return this.windows.size;
  }

  /** The client's window; a new one when it has none, or it has ended. */
  windowOf(clientName: string, nowMs: number): RateWindow {
    const open = this.windows.get(clientName);
    if (open !== undefined && open.endsAtMs > nowMs) return open;
    this.forgetEnded(nowMs);
    const window = { clientName, used: 0, untold: 0, endsAtMs: nowMs + WINDOW_MS };
    this.windows.set(clientName, window);
    return window;
  }

  /** Names come from the configuration, which can change: what is no longer used must not stay. */
  private forgetEnded(nowMs: number): void {
    for (const [name, { endsAtMs }] of this.windows) if (endsAtMs <= nowMs) this.windows.delete(name);
  }
}

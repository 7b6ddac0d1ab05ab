/** Cancels what `Clock.after` planned; calling it late or twice does nothing. */
export type Cancel = () => void;

/** Time, injected. Dates come from the wall clock; lives and timers from the monotonic one, which never jumps. */
export abstract class Clock {
  /** Milliseconds since the Unix epoch. */
  abstract wallMs(): number;
  /** Milliseconds since an arbitrary start, never running backwards. */
  abstract monotonicMs(): number;
  /** Calls `action` once after `delayMs`. A pending call does not keep the process alive. */
  abstract after(delayMs: number, action: () => void): Cancel;
}

export class SystemClock extends Clock {
  override wallMs(): number {
    return Date.now();
  }

  override monotonicMs(): number {
    return performance.now();
  }

  override after(delayMs: number, action: () => void): Cancel {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  }
}

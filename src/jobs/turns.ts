import { untilAborted } from '../outgoing/until-aborted.js';

/** Lets work of one name run one after another, in the order in which it came. */
export class Turns {
  private readonly lines = new Map<string, Promise<void>>();

  /** What `work` brings, once all before it have ended. The signal ends only the wait, which then rejects with its reason. */
  async run<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.lines.get(name);
    const end = Promise.withResolvers<void>();
    // Who leaves the line ends at once, but whoever stands behind still waits for those before.
    const line = Promise.all([before, end.promise]).then(() => undefined);
    this.lines.set(name, line);
    try {
      if (before !== undefined) await untilAborted(before, signal);
      return await work();
    } finally {
      end.resolve();
      if (this.lines.get(name) === line) this.lines.delete(name);
    }
  }
}

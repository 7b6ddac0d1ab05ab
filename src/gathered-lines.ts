import type { DestinationStream } from 'pino';

/** A piece that is larger than the log may be behind is dropped as a whole, so that no turn may bring one. */
const LARGEST_PIECE = 65_536;

/** Writes the lines of one turn of the event loop in one piece: a write for each took 5 % of the time of a cached answer. */
export class GatheredLines implements DestinationStream {
  private waiting = '';

  /** What waits when the process ends, be it by a crash, is written then. */
  constructor(private readonly output: DestinationStream) {
    process.once('exit', () => this.flush());
  }

  write(line: string): void {
    if (this.waiting === '') setImmediate(() => this.flush());
    this.waiting += line;
    if (this.waiting.length > LARGEST_PIECE) this.flush();
  }

  private flush(): void {
    const lines = this.waiting;
    this.waiting = '';
    if (lines !== '') this.output.write(lines);
  }
}

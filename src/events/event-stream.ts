import { Readable } from 'node:stream';

import { FAREWELL } from './event-text.js';

/** How much may wait for a listener that does not read. The bytes are shared by all of them. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** The way to one listener. One that falls too far behind is cut off, and may come back and go on. */
export class EventStream extends Readable {
  private isFinished = false;

  send(text: Buffer): void {
    if (this.destroyed || this.isFinished) return;
    if (this.readableLength + text.length > MOST_WAITING_BYTES) this.destroy();
    else this.push(text);
  }

  /** Ends it in good order, and says when to come back. Nobody waits for one that has fallen behind. */
  finish(): void {
    if (this.destroyed || this.isFinished) return;
    if (this.readableLength > 0) {
      this.destroy();
      return;
    }
    this.isFinished = true;
    this.push(FAREWELL);
    this.push(null);
  }

  /** Everything is pushed as it comes. */
  override _read(): void {
    // Nothing is fetched on demand.
  }
}

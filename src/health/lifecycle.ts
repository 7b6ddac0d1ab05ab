import { Injectable } from '@nestjs/common';

/** Whether the process still takes work. */
@Injectable()
export class Lifecycle {
  private closing = false;

  get isClosing(): boolean {
    return this.closing;
  }

  /** From here on the process ends: it says so to whoever asks. */
  startClosing(): void {
    this.closing = true;
  }
}

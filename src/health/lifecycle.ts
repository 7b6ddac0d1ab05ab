import { Injectable } from '@nestjs/common';

/** Whether the process still takes work. */
@Injectable()
export class Lifecycle {
  private closing = false;
  private readonly farewells = new Set<() => void>();

  get isClosing(): boolean {
    return this.closing;
  }

  /** Calls `farewell` when the process begins to end, at once when it has begun; what is returned takes that back. */
  whenClosing(farewell: () => void): () => void {
    if (this.closing) farewell();
    else this.farewells.add(farewell);
    return () => void this.farewells.delete(farewell);
  }

  /** From here on the process ends: it says so to whoever asks, and answers without an end come to theirs. */
  startClosing(): void {
    if (this.closing) return;
    this.closing = true;
    for (const farewell of this.farewells) farewell();
    this.farewells.clear();
  }
}

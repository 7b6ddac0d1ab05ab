/** What a chaos run measured, for people to read. */
export class Figures {
  readonly wrong: string[] = [];
  readonly byStatus: Record<string, number> = {};
  readonly byState: Record<string, number> = {};
  readonly events: Record<string, number> = {};
  requests = 0;

  noteAnswer(status: number | 'cut', states: readonly string[]): void {
    this.requests += 1;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    for (const state of states) this.byState[state] = (this.byState[state] ?? 0) + 1;
  }

  noteEvent(event: string): void {
    this.events[event] = (this.events[event] ?? 0) + 1;
  }

  /** Of all sources shown, how many were stale: 0 to 1. */
  get staleShare(): number {
    const shown = Object.values(this.byState).reduce((sum, count) => sum + count, 0);
    return (this.byState['stale'] ?? 0) / Math.max(1, shown);
  }
}

/** The value that this share of all values does not exceed, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

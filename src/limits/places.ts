/** One place that is taken. */
export interface Place {
  /** Whose it is; undefined until somebody claims it. */
  readonly holder: string | undefined;
  /** Says whose it is, once; false, and nobody's still, when that one holds as many as are left for all others. */
  claim(holder: string): boolean;
  /** Gives it back; calling it again does nothing. */
  leave(): void;
}

/**
 * A fixed number of places, of which nobody may hold more than are free. One who takes all that can be had leaves half,
 * two leave a third, and nothing is kept idle for those who may never come.
 */
export class Places {
  private count = 0;
  private readonly shares = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** How many are taken. */
  get taken(): number {
    return this.count;
  }

  /** Takes one; undefined when there is none left. */
  take(): Place | undefined {
    if (this.count >= this.most) return undefined;
    this.count += 1;
    return this.newPlace();
  }

  private newPlace(): Place {
    let holder: string | undefined;
    let isHeld = true;
    return {
      get holder() {
        return holder;
      },
      claim: (claimant) => {
        if (holder !== undefined || !isHeld) return holder === claimant;
        if (this.shareOf(claimant) > this.most - this.count) return false;
        this.shares.set(claimant, this.shareOf(claimant) + 1);
        holder = claimant;
        return true;
      },
      leave: () => {
        if (isHeld) this.giveBack(holder);
        isHeld = false;
      },
    };
  }

  private shareOf(holder: string): number {
    return this.shares.get(holder) ?? 0;
  }

  private giveBack(holder: string | undefined): void {
    this.count -= 1;
    if (holder === undefined) return;
    const left = this.shareOf(holder) - 1;
    // A share of nothing is not kept: addresses come and go.
    if (left > 0) this.shares.set(holder, left);
    else this.shares.delete(holder);
  }
}

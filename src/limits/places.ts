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

  /** How many hold at least one. */
  get holders(): number {
    return this.shares.size;
  }

  /** Takes one; undefined when there is none left. */
  take(): Place | undefined {
    if (this.count >= this.most) return undefined;
    this.count += 1;
    return new Place(this);
  }

  /** Whether one more of that holder's is no more than are free; it counts as held from then on. */
  share(holder: string): boolean {
    const held = this.shares.get(holder) ?? 0;
    if (held > this.most - this.count) return false;
    this.shares.set(holder, held + 1);
    return true;
  }

  /** Gives one back that was taken, with the holder who has claimed it. */
  giveBack(holder: string | undefined): void {
    this.count -= 1;
    if (holder === undefined) return;
    const left = (this.shares.get(holder) ?? 0) - 1;
    // A share of nothing is not kept: addresses come and go.
    if (left > 0) this.shares.set(holder, left);
    else this.shares.delete(holder);
  }
}

/** One place that is taken. */
export class Place {
  private claimant: string | undefined;
  private isHeld = true;

  constructor(private readonly places: Places) {}

  /** Whose it is; undefined until somebody claims it. */
  get holder(): string | undefined {
    return this.claimant;
  }

  /** Says whose it is, once; false, and nobody's still, when that one holds as many as are left for all others. */
  claim(holder: string): boolean {
    if (this.claimant !== undefined || !this.isHeld) return this.claimant === holder;
    if (!this.places.share(holder)) return false;
    this.claimant = holder;
    return true;
  }

  /** Gives it back; calling it again does nothing. */
  leave(): void {
    if (this.isHeld) this.places.giveBack(this.claimant);
    this.isHeld = false;
  }
}

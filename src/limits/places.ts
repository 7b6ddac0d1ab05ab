/** Gives a place back; calling it again does nothing. */
export type Leave = () => void;

/** A fixed number of places. */
export class Places {
  private count = 0;

  constructor(private readonly most: number) {}

  /** How many are taken. */
  get taken(): number {
    return this.count;
  }

  /** Takes one; undefined when there is none left. */
  take(): Leave | undefined {
    if (this.count >= this.most) return undefined;
    this.count += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.count -= 1;
      isHeld = false;
    };
  }
}

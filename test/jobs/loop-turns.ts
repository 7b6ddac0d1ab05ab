/** Counts turns of the event loop from now on, until it is stopped. */
export class LoopTurns {
  now = 0;
  private isOver = false;

  constructor() {
    this.count();
  }

  stop(): void {
    this.isOver = true;
  }

  private readonly count = (): void => {
    if (this.isOver) return;
    this.now += 1;
    setImmediate(this.count);
  };
}

/** In which turn each of some works ended, all of them begun at once. */
export async function turnsOfEnds(works: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const turns = new LoopTurns();
  try {
    return await Promise.all(works.map((work) => work().then(() => turns.now)));
  } finally {
    turns.stop();
  }
}

/** Waits in lanes: the lanes take turns, and within a lane it goes first come, first served. */
export class FairQueue<Item> {
  /** In the order of their next turn. One that all have left is dropped when its turn comes. */
  private readonly lanes = new Map<string, Set<Item>>();

  /** How many wait. */
  get length(): number {
    return [...this.lanes.values()].reduce((sum, { size }) => sum + size, 0);
  }

  add(lane: string, item: Item): void {
    const items = this.lanes.get(lane) ?? new Set();
    this.lanes.set(lane, items.add(item));
  }

  /** Takes out an item that waits no longer. */
  delete(lane: string, item: Item): void {
    this.lanes.get(lane)?.delete(item);
  }

  /** Takes out the item whose turn it is. */
  next(): Item | undefined {
    for (const [lane, items] of this.lanes) {
      const [item] = items;
      this.lanes.delete(lane);
      if (item === undefined) continue;
      items.delete(item);
      // A map remembers the order of insertion: the lane goes to the end of the rotation.
      if (items.size > 0) this.lanes.set(lane, items);
      return item;
    }
    return undefined;
  }

  /** How many of those who wait now go before one who would join this lane. */
  aheadOf(lane: string): number {
    const own = this.lanes.get(lane)?.size ?? 0;
    let ahead = 0;
    for (const [name, { size }] of this.lanes) ahead += name === lane ? own : Math.min(size, own + 1);
    return ahead;
  }
}

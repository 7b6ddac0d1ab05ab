import type { FaultList } from './fault-list.js';

/** Notes a fault for each value that was taken before: `is already <what> <first place>`. */
export class UniquePlaces {
  private readonly placeByValue = new Map<string, string>();

  constructor(
    private readonly what: string,
    private readonly faults: FaultList,
  ) {}

  claim(value: string, place: string): void {
    const first = this.placeByValue.get(value);
    if (first === undefined) this.placeByValue.set(value, place);
    else this.faults.add(place, `is already ${this.what} ${first}`);
  }

  has(value: string): boolean {
    return this.placeByValue.has(value);
  }
}

import { fractionOf } from '../../src/demo/stand-in/seeded-random.js';

/** Chance that brings the same for the same seed, one draw after the other. */
export class Chance {
  private draws = 0;

  constructor(private readonly seed: string) {}

  /** From 0, below 1. */
  fraction(): number {
    this.draws += 1;
    return fractionOf(`${this.seed}|${this.draws}`);
  }

  /** A whole number from 0, below the limit. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  isLucky(share: number): boolean {
    return this.fraction() < share;
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** At least one of them, in their order. */
  someOf<T>(choices: readonly T[], share: number): T[] {
    const chosen = choices.filter(() => this.isLucky(share));
    return chosen.length > 0 ? chosen : [this.oneOf(choices)];
  }
}

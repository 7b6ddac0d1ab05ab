/** Chance, injected, so that a test knows what it will bring. */
export abstract class Randomness {
  /** Evenly spread from 0 up to, but not including, 1. */
  abstract fraction(): number;
}

export class SystemRandomness extends Randomness {
  override fraction(): number {
    return Math.random();
  }
}

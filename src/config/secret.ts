import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

const PRINTED = '[secret]';

/** A value that must not be printed: every usual way of turning it into text gives `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  /** SHA-256 of the value, hex: tells two secrets apart without showing either. */
  fingerprint(): string {
    return createHash('sha256').update(this.#value).digest('hex');
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [Symbol.toPrimitive](): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}

import { ConfigurationError, type ConfigurationFault } from './configuration-error.js';

interface FoundFault extends ConfigurationFault {
  readonly given: unknown;
}

const LONGEST_SHOWN = 80;

/** Collects faults while a configuration is read, so that one message can name them all. */
export class FaultList {
  private readonly found: FoundFault[] = [];
  private readonly hidden = new Set<string>();

  /** Notes a fault. `given` is shown beside it when it is short and holds no hidden text. */
  add(place: string, message: string, given?: unknown): undefined {
    this.found.push({ place, message, given });
    return undefined;
  }

  /** Keeps a text out of every message, wherever in the configuration it turns up again. */
  hide(text: string): void {
    if (text !== '') this.hidden.add(text);
  }

  /** Whether a fault was noted at one of these places. */
  hasAny(places: readonly string[]): boolean {
    return this.found.some(({ place }) => places.includes(place));
  }

  /** Throws a ConfigurationError when there is any fault. */
  throwIfAny(): void {
    if (this.found.length === 0) return;
    // What is hidden is known only at the end: a secret may stand in a place that was read before it.
    throw new ConfigurationError(
      this.found.map(({ place, message, given }) => ({ place, message: `${message}${this.shown(given)}` })),
    );
  }

  private shown(given: unknown): string {
    if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return '';
    const text = String(given);
    if (text.length > LONGEST_SHOWN || [...this.hidden].some((secret) => text.includes(secret))) return '';
    return ` (given: ${typeof given === 'string' ? JSON.stringify(text) : text})`;
  }
}

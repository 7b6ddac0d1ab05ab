/** One thing wrong with the configuration: a variable's name or a place in the file, and what it must be. */
export interface ConfigurationFault {
  readonly place: string;
  readonly message: string;
}

/** Every fault of a configuration at once. The message is made for people and never holds a secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly ConfigurationFault[]) {
    const lines = faults.map(({ place, message }) => `  - ${place}: ${message}`);
    super(
      [
        `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`,
        ...lines,
      ].join('\n'),
    );
  }
}

import { readFile } from 'node:fs/promises';

import { Secret } from './secret.js';

/** Where a secret comes from: given once, or a file that may change while the service runs. */
export interface SecretSource {
  /** Names the place in messages, for example `connections[0].clientSecretFile`. */
  readonly place: string;
  /** The secret as it stands now. Rejects when the file cannot be read. */
  read(): Promise<Secret>;
  /** Tells two sources apart without showing a value. */
  fingerprint(): string;
}

export class GivenSecret implements SecretSource {
  constructor(
    readonly place: string,
    private readonly secret: Secret,
  ) {}

  read(): Promise<Secret> {
    return Promise.resolve(this.secret);
  }

  fingerprint(): string {
    return this.secret.fingerprint();
  }
}

export class SecretFile implements SecretSource {
  constructor(
    readonly place: string,
    readonly path: string,
  ) {}

  /** Read at every use, so that a file written anew counts without a restart. One line break at the end is not part of it. */
  async read(): Promise<Secret> {
    return new Secret(withoutFinalLineBreak(await readFile(this.path, 'utf8')));
  }

  fingerprint(): string {
    return `file:${this.path}`;
  }
}

/** Editors end a file with a line break that nobody means as part of the secret. */
export function withoutFinalLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}

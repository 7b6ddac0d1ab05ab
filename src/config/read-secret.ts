import { resolve } from 'node:path';

import type { FaultList } from './fault-list.js';
import { readSecretText, type FileReader } from './read-file.js';
import { Rejection } from './rejection.js';
import { Secret } from './secret.js';
import { GivenSecret, SecretFile, type SecretSource } from './secret-source.js';

export interface CredentialContext {
  readonly readFile: FileReader;
  readonly faults: FaultList;
}

/** A secret as it stands at the start, with the source from which it is read later. */
export interface ReadSecret {
  readonly source: SecretSource;
  readonly secret: Secret;
}

interface FileName {
  readonly place: string;
  readonly folder: string;
  readonly file: string;
}

export function givenSecret(place: string, text: string): ReadSecret {
  const secret = new Secret(text);
  return { source: new GivenSecret(place, secret), secret };
}

/** Reads a secret file once, so that a wrong one ends the start; undefined when it has a fault. */
export function secretInFile(
  { place, folder, file }: FileName,
  context: CredentialContext,
): ReadSecret | undefined {
  const path = resolve(folder, file);
  const text = readSecretText(path, context.readFile);
  if (text instanceof Rejection) return context.faults.add(place, text.message);
  context.faults.hide(text);
  return { source: new SecretFile(place, path), secret: new Secret(text) };
}

import { resolve } from 'node:path';

import { readCertificate } from './certificate.js';
import type { ConnectionEntry } from './connection-entry.js';
import type { PlacedEntry } from './placed-entry.js';
import { readBytes } from './read-file.js';
import { givenSecret, secretInFile, type CredentialContext, type ReadSecret } from './read-secret.js';
import { Rejection } from './rejection.js';
import type { Secret } from './secret.js';
import type { ClientCredential } from './settings.js';

const NO_PASSWORD = 'none';

/** The certificate of a connection. It is opened once, so that a wrong file or password ends the start. */
export function certificateCredential(
  placed: PlacedEntry<ConnectionEntry>,
  context: CredentialContext,
): ClientCredential | undefined {
  const given = certificatePassword(placed, context);
  if (given === undefined) return undefined;
  const password = given === NO_PASSWORD ? undefined : given;
  const file = resolve(placed.folder, placed.entry.certificateFile ?? '');
  const fault = certificateFault(file, password?.secret, context);
  if (fault !== undefined) return context.faults.add(placed.placeOf('certificateFile'), fault);
  return { kind: 'certificate', file, password: password?.source };
}

function certificatePassword(
  { entry, placeOf, folder }: PlacedEntry<ConnectionEntry>,
  context: CredentialContext,
): ReadSecret | typeof NO_PASSWORD | undefined {
  const { certificatePassword: text, certificatePasswordFile: file } = entry;
  const place = placeOf('certificatePassword');
  const placeOfFile = placeOf('certificatePasswordFile');
  if (text !== undefined && file !== undefined) {
    return context.faults.add(place, `is given together with ${placeOfFile}; only one of them may be`);
  }
  if (file !== undefined) return secretInFile({ place: placeOfFile, folder, file }, context);
  return text === undefined ? NO_PASSWORD : givenSecret(place, text);
}

function certificateFault(
  file: string,
  password: Secret | undefined,
  { readFile }: CredentialContext,
): string | undefined {
  const bytes = readBytes(file, readFile);
  if (bytes instanceof Rejection) return bytes.message;
  try {
    readCertificate(bytes, password);
    return undefined;
  } catch (error) {
    return `names a file that cannot be used: ${error instanceof Error ? error.message : 'the reason is unknown'}`;
  }
}

import { certificateCredential } from './certificate-credential.js';
import type { ConnectionEntry } from './connection-entry.js';
import { isUsable, type PlacedEntry } from './placed-entry.js';
import { givenSecret, secretInFile, type CredentialContext } from './read-secret.js';
import type { ClientCredential } from './settings.js';

const KINDS = ['clientSecret', 'clientSecretFile', 'certificateFile'] as const;
const PASSWORDS = ['certificatePassword', 'certificatePasswordFile'] as const;

/** The one credential of a connection; undefined when it has a fault. */
export function credentialSettings(
  placed: PlacedEntry<ConnectionEntry>,
  context: CredentialContext,
): ClientCredential | undefined {
  if (!isUsable(placed, [...KINDS, ...PASSWORDS])) return undefined;
  const { entry, placeOf } = placed;
  const { faults } = context;
  const [kind, ...others] = KINDS.filter((name) => entry[name] !== undefined);
  const choice = KINDS.map(placeOf).join(', ');
  if (kind === undefined)
    return faults.add(placeOf('clientSecret'), `is missing; one of ${choice} is needed`);
  if (others.length > 0) return faults.add(placeOf(kind), `is not alone; only one of ${choice} may be given`);
  if (kind === 'certificateFile') return certificateCredential(placed, context);
  const password = PASSWORDS.find((name) => entry[name] !== undefined);
  if (password === undefined) return secretCredential(placed, context);
  return faults.add(placeOf(password), `has no meaning without ${placeOf('certificateFile')}`);
}

function secretCredential(
  { entry, placeOf, folder }: PlacedEntry<ConnectionEntry>,
  context: CredentialContext,
): ClientCredential {
  const given = listOf(entry.clientSecret).map((text) => givenSecret(placeOf('clientSecret'), text));
  const filed = listOf(entry.clientSecretFile).map((file) =>
    secretInFile({ place: placeOf('clientSecretFile'), folder, file }, context),
  );
  // One that could not be read has been noted as a fault, which ends the start.
  return { kind: 'secret', secrets: [...given, ...filed].flatMap((read) => read?.source ?? []) };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

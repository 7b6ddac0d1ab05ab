import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { readCertificate } from '../config/certificate.js';
import type { Clock } from '../config/clock.js';
import type { Secret } from '../config/secret.js';
import type { SecretSource } from '../config/secret-source.js';
import type { ClientCredential, ConnectionSettings } from '../config/settings.js';
import { assertionOf } from './client-assertion.js';
import { secretProof, type ClientProof } from './client-proof.js';
import { CredentialError, readFailure } from './credential-error.js';

type CertificateFile = Extract<ClientCredential, { kind: 'certificate' }>;

/** Reads a connection's credential from where it stands, every time anew, so that a changed file counts. */
export class ProofReader {
  /** Opening a PFX takes long, so the same bytes are opened once. */
  private opened: ClientProof | undefined;

  constructor(
    private readonly connection: ConnectionSettings,
    private readonly clock: Clock,
  ) {}

  /** At least one proof. Rejects with a `CredentialError` when there is none. */
  async read(): Promise<readonly ClientProof[]> {
    const { credential } = this.connection;
    return credential.kind === 'secret'
      ? await this.readSecrets(credential.secrets)
      : [await this.readCertificate(credential)];
  }

  /** While secrets are rotated one of two files may be missing or half written: the other one serves. */
  private async readSecrets(sources: readonly SecretSource[]): Promise<readonly ClientProof[]> {
    const read = await Promise.allSettled(sources.map((source) => this.readSecret(source, source.place)));
    const usable = read.filter((result) => result.status === 'fulfilled');
    const unusable = read.find((result) => result.status === 'rejected');
    if (usable.length === 0) throw unusable?.reason ?? this.unusable('clientSecret', 'there is none');
    return usable.map(({ value }) => secretProof(value));
  }

  private async readCertificate({ file, password: source }: CertificateFile): Promise<ClientProof> {
    const bytes = await readFile(file).catch((error: unknown) => {
      throw this.unusable('certificateFile', readFailure(error));
    });
    const password = source && (await this.readSecret(source, source.place));
    const hash = createHash('sha256').update(bytes).digest('hex');
    const fingerprint = `${hash}:${password?.fingerprint() ?? ''}`;
    if (this.opened?.fingerprint !== fingerprint) this.opened = this.open(fingerprint, bytes, password);
    return this.opened;
  }

  private open(fingerprint: string, bytes: Buffer, password: Secret | undefined): ClientProof {
    const { assertionAudience, tokenUrl } = this.connection;
    try {
      const certificate = readCertificate(bytes, password);
      return {
        fingerprint,
        authenticate: assertionOf(certificate, assertionAudience ?? tokenUrl, this.clock),
      };
    } catch (error) {
      throw this.unusable('certificateFile', error instanceof Error ? error.message : 'unknown reason');
    }
  }

  private async readSecret(source: SecretSource, place: string): Promise<Secret> {
    const secret = await source.read().catch((error: unknown) => {
      throw this.unusable(place, readFailure(error));
    });
    if (secret.reveal() === '') throw this.unusable(place, 'it is empty');
    return secret;
  }

  private unusable(place: string, reason: string): CredentialError {
    return new CredentialError(this.connection.name, place, reason);
  }
}

/** A credential of ours that cannot even be sent. The message names connection and setting, for whoever runs the service. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';

  constructor(connectionName: string, place: string, reason: string) {
    super(`${place} of connection ${connectionName} cannot be used: ${reason}`);
  }
}

/** The reason a file was not read, without its content or path. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return `it cannot be read (${code})`;
}

import type { ClientSettings, Settings } from '../config/settings.js';

/** The clients of one configuration, found by what a credential names. */
export class ClientDirectory {
  private readonly byKeyHash = new Map<string, ClientSettings>();
  private readonly byJwtClientId = new Map<string, ClientSettings>();
  private readonly byName = new Map<string, ClientSettings>();

  constructor(readonly settings: Settings) {
    for (const client of settings.clients) {
      this.byName.set(client.name, client);
      if (client.jwtClientId !== undefined) this.byJwtClientId.set(client.jwtClientId, client);
      for (const hash of client.apiKeySha256) this.byKeyHash.set(hash, client);
    }
  }

  /**
   * By the SHA-256 of a key, lower-case hex. The time of the look-up tells at most how a hash begins, and nobody can
   * choose a key by its hash: no step towards a key of high entropy is shorter for knowing it.
   */
  withKeyHash(hash: string): ClientSettings | undefined {
    return this.byKeyHash.get(hash);
  }

  withJwtClientId(id: string): ClientSettings | undefined {
    return this.byJwtClientId.get(id);
  }

  named(name: string): ClientSettings | undefined {
    return this.byName.get(name);
  }
}

import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import { fingerprintOf } from '../config/fingerprint.js';
import type { ClientSettings } from '../config/settings.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { Organization } from '../organizations/organization.js';

/** What somebody who was let in earlier may see by the configuration as it stands now. */
@Injectable()
export class StandingRights {
  constructor(
    private readonly config: ConfigService,
    private readonly organizations: OrganizationRegistry,
  ) {}

  /** Undefined when the client is gone, may not read jobs any more, or has other credentials: it has to come in anew. */
  organizationsOf(client: ClientSettings): readonly Organization[] | undefined {
    const current = this.configured(client);
    if (current?.permissions.includes('jobs:read') !== true) return undefined;
    if (current !== client && credentialsOf(current) !== credentialsOf(client)) return undefined;
    return this.organizations.visibleTo(current);
  }

  private configured(client: ClientSettings): ClientSettings | undefined {
    const { clients, authModes } = this.config.current;
    const named = clients.find(({ name }) => name === client.name);
    // Where everybody is let in, nobody has an entry.
    return named ?? (authModes.includes('none') ? client : undefined);
  }
}

function credentialsOf({ apiKeySha256, jwtClientId }: ClientSettings): string {
  return fingerprintOf([apiKeySha256, jwtClientId ?? null]);
}

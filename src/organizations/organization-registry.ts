import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { ClientSettings } from '../config/settings.js';
import type { Organization } from './organization.js';
import { OrganizationDirectory } from './organization-directory.js';

/** The organizations of the configuration as it stands; built anew after a reload. */
@Injectable()
export class OrganizationRegistry {
  private built: OrganizationDirectory | undefined;

  constructor(private readonly config: ConfigService) {}

  /** Ordered by id. */
  all(): readonly Organization[] {
    return this.directory().all;
  }

  /** By GUID, with or without braces, or by alias; letter case does not matter. */
  find(idOrAlias: string): Organization | undefined {
    return this.directory().find(idOrAlias);
  }

  /** What a client may see, ordered by id; the same list until the configuration changes. */
  visibleTo(client: ClientSettings): readonly Organization[] {
    return this.directory().visibleTo(client);
  }

  private directory(): OrganizationDirectory {
    const { current } = this.config;
    if (this.built?.settings !== current) this.built = new OrganizationDirectory(current);
    return this.built;
  }
}

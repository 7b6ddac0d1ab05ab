import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { ServiceFamilies } from '../instruments/service-families.js';
import type { Organization } from '../organizations/organization.js';
import { BackupBoard } from './backup-board.js';
import { backupFamilies } from './backup-families.js';

/** What is said on one scrape, out of what is known already: nobody is asked for it. */
@Injectable()
export class Scrape {
  constructor(
    private readonly config: ConfigService,
    private readonly service: ServiceFamilies,
    private readonly board: BackupBoard,
    private readonly clock: Clock,
  ) {}

  /** The Prometheus text format, version 0.0.4, of these organizations and their connections. */
  async textFor(organizations: readonly Organization[]): Promise<string> {
    const visible = {
      connections: new Set(organizations.map(({ connection }) => connection.name)),
      organizations: new Set<string>(organizations.map(({ id }) => id)),
    };
    const service = await this.service.of(this.config.current.connections, visible);
    const shown = organizations.flatMap((organization) => {
      const seen = this.board.of(organization);
      return seen === undefined ? [] : [{ organization, ...seen }];
    });
    return await Registry.merge([service, backupFamilies(shown, this.clock.wallMs())]).metrics();
  }
}

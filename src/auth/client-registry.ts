import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import { ClientDirectory } from './client-directory.js';

/** The clients of the configuration as it stands; built anew after a reload. */
@Injectable()
export class ClientRegistry {
  private built: ClientDirectory | undefined;

  constructor(private readonly config: ConfigService) {}

  get current(): ClientDirectory {
    const { current } = this.config;
    if (this.built?.settings !== current) this.built = new ClientDirectory(current);
    return this.built;
  }
}

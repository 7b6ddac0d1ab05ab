import { Controller, Delete, HttpCode } from '@nestjs/common';

import { RequirePermission } from '../auth/rights.decorator.js';
import { ApiTags } from '../document/api.decorators.js';
import type { Organization } from '../organizations/organization.js';
import { ApiDrop } from './api-drop.decorator.js';
import { ToDrop } from './organizations-to-drop.js';
import { Purges } from './purges.js';

/** What is held for callers, dropped on demand. */
@ApiTags('cache')
@Controller('v1/cache')
@RequirePermission('cache:purge')
export class CacheController {
  constructor(private readonly purges: Purges) {}

  @Delete()
  @HttpCode(204)
  @ApiDrop()
  async drop(@ToDrop() organizations: readonly Organization[]): Promise<void> {
    await this.purges.drop(organizations);
  }
}

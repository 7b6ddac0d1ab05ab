import { Controller, Req } from '@nestjs/common';

import { Public } from '../auth/rights.decorator.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import { ApiScrape } from './api-scrape.decorator.js';
import { checkScrape, type ScrapeRequest } from './scrape-request.js';
import { Scrape } from './scrape.js';

/** `METRICS_PUBLIC=true`: what Prometheus reads, all of it, for everybody. */
@Controller('metrics')
@Public()
export class PublicMetricsController {
  constructor(
    private readonly scrape: Scrape,
    private readonly organizations: OrganizationRegistry,
  ) {}

  @ApiScrape([])
  read(@Req() request: ScrapeRequest): Promise<string> {
    checkScrape(request);
    return this.scrape.textFor(this.organizations.all());
  }
}

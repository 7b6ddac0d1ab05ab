import { Controller, Req } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { AcceptKeyAsBearer, RequirePermission } from '../auth/rights.decorator.js';
import { ApiScrape } from './api-scrape.decorator.js';
import { checkScrape, type ScrapeRequest } from './scrape-request.js';
import { Scrape } from './scrape.js';

/** What Prometheus reads, as far as the caller may see it. */
@Controller('metrics')
@RequirePermission('metrics:read')
@AcceptKeyAsBearer()
export class MetricsController {
  constructor(private readonly scrape: Scrape) {}

  @ApiScrape([{ apiKey: [] }])
  read(@Req() request: ScrapeRequest): Promise<string> {
    checkScrape(request);
    return this.scrape.textFor(callerOf(request).organizations);
  }
}

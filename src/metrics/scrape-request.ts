import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';

import { AppError } from '../errors/app-error.js';
import { refuseParameters, type RawQuery } from '../jobs/dto/parse-query.js';

export interface ScrapeRequest {
  readonly query: RawQuery;
  readonly raw: IncomingMessage;
}

/** Throws when a scrape asks for what there is not: parameters, or another media type. */
export function checkScrape({ query, raw }: ScrapeRequest): void {
  refuseParameters(query);
  if (accepts(raw).type(['text/plain']) === false)
    throw new AppError('not-acceptable', 'This route answers in text/plain.');
}

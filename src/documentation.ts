import type { HttpServer, INestApplication } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';

import { matchesEntityTag } from './cache/entity-tag.js';
import { madeOnce } from './document/made-once.js';
import { makePage, PAGE, type PageHost } from './documentation-page.js';
import { holderAt } from './limits/holder.js';
import { RequestPlaces } from './limits/request-places.js';
import { openApiDocument } from './openapi.js';

interface Question {
  readonly url: string;
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
}

interface Reply {
  status(code: number): this;
  headers(headers: Readonly<Record<string, string>>): this;
  send(body?: unknown): this;
}

/**
 * Serves the document at `/openapi.json` and a page to read it at `/docs`. Both are made when they are first asked for,
 * and sent as they were made from then on.
 */
export function serveDocumentation(app: INestApplication, hostPage: () => PageHost): void {
  const adapter: HttpServer<Question, Reply> = app.getHttpAdapter();
  const places = app.get(RequestPlaces);
  const document = madeOnce(() => openApiDocument(app));
  const text = madeOnce(async () => Buffer.from(JSON.stringify(await document())));
  const page = madeOnce(async () => await makePage(app, hostPage(), await document()));
  // No guard comes by here: nobody is known, and an address has its share of the places.
  const claimPlace = (request: Question): void => places.claim(request, holderAt(request.ip));
  adapter.get('/openapi.json', async (request: Question, reply: Reply) => {
    claimPlace(request);
    return reply.headers({ 'content-type': 'application/json; charset=utf-8' }).send(await text());
  });
  const showPage = async (request: Question, reply: Reply): Promise<Reply> => {
    claimPlace(request);
    const file = (await page()).get(nameOf(request.url));
    if (file === undefined) throw new NoSuchFile();
    const fields = { 'cache-control': 'public, max-age=0', etag: file.entityTag };
    if (matchesEntityTag(request.headers['if-none-match'], file.entityTag))
      return reply.status(304).headers(fields).send();
    return reply.headers({ ...fields, 'content-type': file.mediaType }).send(file.content);
  };
  adapter.get(`/${PAGE}`, showPage);
  adapter.get(`/${PAGE}/*`, showPage);
}

/** Which file of the page an address names; the page itself has no name. */
function nameOf(url: string): string {
  const [path = ''] = url.split('?');
  return path.slice(`/${PAGE}/`.length);
}

/** Told by the framework's own sign, so that it becomes a problem document like every refusal. */
class NoSuchFile extends Error {
  readonly statusCode = 404;

  constructor() {
    super('the page of the documentation has no such file');
  }
}

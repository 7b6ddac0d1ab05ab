import type { HttpServer, INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

import { documentLibrary } from './document/document-words.js';
import { openApiDocument } from './openapi.js';

const PAGE = 'docs';

/** What of the page's answers is the caller's business; the rest is made anew for him. */
const KEPT_HEADERS = new Set([
  'accept-ranges',
  'cache-control',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
]);

interface Question {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

interface PageAnswer {
  readonly statusCode: number;
  readonly headers: OutgoingHttpHeaders;
  readonly rawPayload: Buffer;
}

interface Reply {
  status(code: number): this;
  headers(headers: OutgoingHttpHeaders): this;
  type(mediaType: string): this;
  send(body: unknown): this;
}

/** An adapter of its own for the page's routes, and the way to ask them without a network. */
export interface PageHost {
  readonly adapter: HttpServer;
  ask(question: Question): Promise<PageAnswer>;
}

/**
 * Serves the document at `/openapi.json` and a page to read it at `/docs`. Both are made when they are first asked for,
 * the page with routes of its own: when the library would add its routes to these, it would have to be loaded before.
 */
export function serveDocumentation(app: INestApplication, hostPage: () => PageHost): void {
  const adapter: HttpServer<Question, Reply> = app.getHttpAdapter();
  const document = once(() => openApiDocument(app));
  const page = once(async () => await openPage(app, hostPage(), await document()));
  adapter.get('/openapi.json', async (_request: Question, reply: Reply) =>
    reply.type('application/json').send(JSON.stringify(await document())),
  );
  const showPage = async ({ url, headers }: Question, reply: Reply): Promise<Reply> => {
    const { statusCode, headers: made, rawPayload } = await (await page()).ask({ url, headers });
    if (statusCode >= 400) throw new PageRefusal(statusCode);
    const kept = Object.entries(made).filter(([name]) => KEPT_HEADERS.has(name));
    return reply.status(statusCode).headers(Object.fromEntries(kept)).send(rawPayload);
  };
  adapter.get(`/${PAGE}`, showPage);
  adapter.get(`/${PAGE}/*`, showPage);
}

/** The application as it is, but for the adapter: there the library puts its routes. */
async function openPage(app: INestApplication, host: PageHost, document: OpenAPIObject): Promise<PageHost> {
  const { SwaggerModule } = await documentLibrary();
  const seen = Object.create(app, { getHttpAdapter: { value: () => host.adapter } });
  SwaggerModule.setup(PAGE, seen, document, { raw: false });
  return host;
}

/** Told by the framework's own sign, so that it becomes a problem document like every refusal. */
class PageRefusal extends Error {
  constructor(readonly statusCode: number) {
    super(`the page of the documentation answered ${statusCode}`);
  }
}

/** Makes something with the first call; again after a failure. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

import type { HttpServer, INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

import { type PageFile, pageFile } from './cache/page-file.js';
import { documentLibrary } from './document/document-words.js';

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly rawPayload: Buffer;
}

/** An adapter for the routes that the library adds, and the way to ask them without a network. */
export interface PageHost {
  readonly adapter: HttpServer;
  ask(path: string): Promise<Answer>;
}

/** Where the page is, and where the library makes it. */
export const PAGE = 'docs';
/** What the page is made of, itself first; the library's folder has twenty megabytes beside them. */
const FILES = [
  '',
  'index.html',
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui-init.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
];

/**
 * Makes the page that shows the document, once: its files are held and sent as they are, so that many who ask, and take
 * them slowly, share one memory. The library puts its routes on an adapter of their own.
 */
export async function makePage(
  app: INestApplication,
  host: PageHost,
  document: OpenAPIObject,
): Promise<ReadonlyMap<string, PageFile>> {
  const { SwaggerModule } = await documentLibrary();
  // The application as it is, but for the adapter.
  const seen = Object.create(app, { getHttpAdapter: { value: () => host.adapter } });
  SwaggerModule.setup(PAGE, seen, document, { raw: false });
  const made = FILES.map(async (name) => [name, await readFile(host, name)] as const);
  return new Map(await Promise.all(made));
}

async function readFile(host: PageHost, name: string): Promise<PageFile> {
  const { statusCode, headers, rawPayload } = await host.ask(name === '' ? `/${PAGE}` : `/${PAGE}/${name}`);
  if (statusCode !== 200) throw new Error(`the page of the documentation has no ${name}`);
  return pageFile(rawPayload, String(headers['content-type']));
}

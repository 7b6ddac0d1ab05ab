import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

/** One file of the page, as it is sent. */
export interface PageFile {
  readonly content: Buffer;
  readonly mediaType: string;
  /** Strong, RFC 9110 section 8.8.3. */
  readonly entityTag: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Beside this file; the demo's build copies nothing, and finds the page in the source that it was made of. */
const PLACES = ['./page/', '../../../src/console/page/'];

/** The files of the page, read once at the start: what is not among them cannot be asked for. */
@Injectable()
export class PageFiles {
  private readonly files = readPage();

  /** By its name; the page itself has none. */
  find(name: string): PageFile | undefined {
    return this.files.get(name === '' ? 'index.html' : name);
  }
}

function readPage(): ReadonlyMap<string, PageFile> {
  const folder = PLACES.map((place) => new URL(place, import.meta.url)).find((place) => existsSync(place));
  if (folder === undefined)
    throw new Error('The files of the console are missing: build it with `npm run build`.');
  return new Map(readdirSync(folder).flatMap((name) => readFile(name, new URL(name, folder))));
}

function readFile(name: string, place: URL): (readonly [string, PageFile])[] {
  const mediaType = MEDIA_TYPES[extname(name)];
  if (mediaType === undefined) return [];
  const content = readFileSync(place);
  const hash = createHash('sha256').update(content).digest('base64url');
  return [[name, { content, mediaType, entityTag: `"${hash.slice(0, 27)}"` }]];
}

import { Injectable } from '@nestjs/common';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname } from 'node:path';

import { type PageFile, pageFile } from '../cache/page-file.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Beside this file; the demo's build copies nothing, and finds the page in the source that it was made of. */
const PLACES = ['./page/', '../../../src/console/page/'];

/** What draws the charts, as its authors publish it: a module and its style sheet, out of the installed package. */
const LIBRARY = ['uplot/dist/uPlot.esm.js', 'uplot/dist/uPlot.min.css'];

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
  const { resolve } = createRequire(import.meta.url);
  const own = readdirSync(folder).flatMap((name) => readFile(name, new URL(name, folder)));
  return new Map([...own, ...LIBRARY.flatMap((name) => readFile(basename(name), resolve(name)))]);
}

function readFile(name: string, place: URL | string): (readonly [string, PageFile])[] {
  const mediaType = MEDIA_TYPES[extname(name)];
  if (mediaType === undefined) return [];
  return [[name, pageFile(readFileSync(place), mediaType)]];
}

import { existsSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import { NOW_MS } from '../support/upstream.js';

const PLACES = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const PROGRAM = PLACES.find((place) => place !== '' && existsSync(place));

/** Whether there is a browser to test with. Without one the tests are left out, and fail where everything has to be tested. */
export const hasBrowser = PROGRAM !== undefined;

if (!hasBrowser) {
  const reason = 'no Chromium at CHROMIUM_PATH, /usr/bin/chromium or /usr/bin/google-chrome';
  if (process.env['CI'] !== undefined) throw new Error(reason);
  process.stderr.write(`tests of the console in a browser are skipped: ${reason}\n`);
}

/** Far more than anything takes, for a machine that does other things too. */
const PATIENCE_MS = 90_000;

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: PROGRAM ?? '', args: ['--no-sandbox'] });
}

export interface Visit extends BrowserContextOptions {
  /** What stands behind `/console/`. */
  readonly query?: string;
  /** Given as if it had been typed in before; none with null. */
  readonly key?: string | null;
}

/** A tab that shows the console, at the time at which the upstream stands still. Its errors fail the test that ends it. */
export async function visit(browser: Browser, url: string, { query = '', key, ...options }: Visit = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.clock.setFixedTime(NOW_MS);
  const page = await context.newPage();
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(new Error(message.text()));
  });
  if (key !== null) await page.addInitScript(giveKey, key ?? 'test-key-of-all');
  await page.goto(`${url}/console/${query}`);
  const close = async (): Promise<void> => {
    await context.close();
    if (errors.length > 0) throw new AggregateError(errors, String(errors[0]));
  };
  return { page, close };
}

/** Once: a key that the page has forgotten stays forgotten. */
function giveKey(key: string): void {
  if (sessionStorage.getItem('given') === null) sessionStorage.setItem('console.api-key', key);
  sessionStorage.setItem('given', 'yes');
}

/** Waits until everything has been read and shown. */
export async function untilShown(page: Page): Promise<void> {
  await page.locator('#sections').waitFor({ state: 'visible' });
  await page.locator('#board:not([aria-busy])').waitFor();
}

/** The words of every element that the selector finds, without what lies between them. */
export async function textsOf(page: Page, selector: string): Promise<string[]> {
  const texts = await page.locator(selector).allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

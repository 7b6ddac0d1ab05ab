import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

import { accessTests } from './access-tests.js';
import { hasBrowser, launchBrowser } from './browser.js';
import { chartTests } from './chart-tests.js';
import { closeSharedWorld } from './console-world.js';
import { contentTests } from './content-tests.js';
import { keyTests } from './key-tests.js';
import { liveTests } from './live-tests.js';
import { sizeTests } from './size-tests.js';
import { stateTests } from './state-tests.js';

/** One browser for all of them: it takes longer to start than most of the tests. */
describe.skipIf(!hasBrowser)('the console', { timeout: 150_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await closeSharedWorld();
  });

  describe('asks for a key', () => {
    keyTests(() => browser);
  });
  describe('shows', () => {
    contentTests(() => browser);
  });
  describe('draws', () => {
    chartTests(() => browser);
  });
  describe('says', () => {
    stateTests(() => browser);
  });
  describe('hears', () => {
    liveTests(() => browser);
  });
  describe('is for everybody', () => {
    accessTests(() => browser);
  });
  describe('is quick', () => {
    sizeTests(() => browser);
  });
});

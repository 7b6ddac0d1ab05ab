import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { untilShown } from './browser.js';
import { sharedConsoleWorld } from './console-world.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violationsIn(page: Page, part = 'document'): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(${part}, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}

/** What has focus: its words, else its id. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.name ?? document.activeElement.id",
  );

const SCREENS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

export function accessTests(browser: () => Browser): void {
  it.each(SCREENS)('in $colorScheme, $viewport.width pixels wide, by WCAG 2.2 A and AA', async (screen) => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit(screen);
    await untilShown(page);
    await page.getByText('The same as a table').click();
    expect(await violationsIn(page)).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(screen.viewport.width);
    await page.locator('#failures button').first().click();
    await page.locator('dialog .details').waitFor();
    // What lies behind it was looked at a moment ago, and nobody can reach it now.
    expect(await violationsIn(page, "'#dialog'")).toEqual([]);
  });

  it('before there is a key', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit({ key: null });
    await page.getByLabel('API key').waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });

  it('by keyboard: filters, days, the jobs of one, its details and back', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').evaluate((link) => link.ownerDocument.activeElement === link)).toBe(
      true,
    );
    await page.getByLabel('Organization').focus();
    for (const name of ['type', 'status', 'days']) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(name);
    }
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^Care, Fri 13 Nov: /);
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('Care, Fri 20 Nov: 1 job, 1 failed');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Sales, Fri 20 Nov: 2 jobs, 2 finished');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('Care, Fri 20 Nov: 1 job, 1 failed');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Care, Fri 20 Nov' }).waitFor();
    expect(await page.locator('dialog [data-job]').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Care, Fri 20 Nov: 1 job, 1 failed');
    for (const name of [/^Success rate by day: /, /^Backup size by day: /]) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toMatch(name);
    }
  });

  it('asking no other host for anything, also where an organization is chosen and a job is opened', async () => {
    const world = await sharedConsoleWorld(browser());
    const asked: string[] = [];
    const page = await world.visit({ key: null });
    page.on('request', (request) => asked.push(request.url()));
    // The answer that asks for a key makes the page forget the one it has: it has to have come.
    await page.getByLabel('API key').waitFor();
    await page.evaluate("sessionStorage.setItem('console.api-key', 'test-key-of-all')");
    await page.reload();
    await untilShown(page);
    await page.locator('#failures button').first().click();
    await page.locator('dialog .details').waitFor();
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((url) => !url.startsWith(`${world.service.url}/`))).toEqual([]);
    const paths = new Set(
      asked.map((url) => new URL(url).pathname).filter((path) => path.startsWith('/v1/')),
    );
    expect([...paths].filter((path) => !/^\/v1\/(organizations|jobs(\/[^/]+)?)$/.test(path))).toEqual([]);
  });
}

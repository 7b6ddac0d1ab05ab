import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';

import { KEY } from '../support/service.js';
import { untilShown } from './browser.js';
import { sharedConsoleWorld, startConsoleWorld } from './console-world.js';

export function keyTests(browser: () => Browser): void {
  it('that stays in the tab, out of the address, and is gone when it is forgotten', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit({ key: null });
    await page.getByLabel('API key').fill(KEY);
    await page.keyboard.press('Enter');
    await untilShown(page);
    expect(page.url()).not.toContain(KEY);
    await page.reload();
    await untilShown(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('API key').waitFor();
    expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByLabel('API key').waitFor();
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).toBe('{}');
    expect(await page.locator('#sections').isVisible()).toBe(false);
  });

  it('and says when it is not accepted, without keeping it', async () => {
    const world = await sharedConsoleWorld(browser());
    const asked = world.upstream.received.length;
    const page = await world.visit({ key: 'wrong' });
    await page.getByText('This key was not accepted.').waitFor();
    expect(await page.evaluate("sessionStorage.getItem('console.api-key')")).toBe(null);
    expect(world.upstream.received).toHaveLength(asked);
  });

  it('only where one is needed', async () => {
    const world = await startConsoleWorld(browser(), { environment: { AUTH_MODES: 'none' }, clients: [] });
    const page = await world.visit({ key: null });
    await untilShown(page);
    expect(await page.getByLabel('API key').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Forget the key' }).isVisible()).toBe(false);
  });
}

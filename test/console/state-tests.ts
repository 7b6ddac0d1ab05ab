import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';

import { answerWith, holdUntil } from '../../src/demo/stand-in/fault-responders.js';
import { CARE, SALES } from '../cache/small-world.js';
import { isAbout } from '../support/upstream.js';
import { textsOf, untilShown } from './browser.js';
import { sharedConsoleWorld, startConsoleWorld, type ConsoleWorld } from './console-world.js';

const failing = { match: 'get', respond: answerWith({ status: 500 }), times: Infinity } as const;

/** Lets copies grow old, and their refreshes fail. */
async function growOld(world: ConsoleWorld): Promise<void> {
  world.upstream.faults.next(failing);
  world.clock.advance(600_000);
  await expect
    .poll(async () => (await world.service.get('/v1/jobs/summary')).body.sources[0].error)
    .toBeDefined();
}

export function stateTests(browser: () => Browser): void {
  it('that it is reading, until it has read', async () => {
    const world = await startConsoleWorld(browser());
    const gate = Promise.withResolvers<void>();
    world.upstream.faults.next({ match: 'get', respond: holdUntil(gate.promise), times: 3 });
    const page = await world.visit();
    await page.locator('[data-kind=loading]').waitFor();
    expect(await page.locator('#board').getAttribute('aria-busy')).toBe('true');
    gate.resolve();
    await untilShown(page);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('which organizations are missing, and why, and shows the others', async () => {
    const world = await startConsoleWorld(browser());
    world.upstream.faults.next({ ...failing, when: isAbout(CARE) });
    const page = await world.visit();
    await untilShown(page);
    expect(await textsOf(page, '[data-kind=partial]')).toEqual([
      '1 of 3 organizations could not be read Care: The upstream could not be reached or failed.',
    ]);
    expect((await textsOf(page, '#health li'))[1]).toMatch(/^Care Unknown Could not be read\. /);
    const row = `#calendar [data-organization="${CARE}"] td`;
    expect(new Set(await textsOf(page, row))).toEqual(new Set(['–']));
    expect(await page.locator(row).last().getAttribute('aria-label')).toMatch(
      /^Care, .*: could not be read$/,
    );
    expect(await textsOf(page, `#calendar [data-organization="${SALES}"] td`)).toContain('✓');
  });

  it('how old is what is shown while the vendor fails', async () => {
    const world = await startConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    expect(await page.locator('.notice').count()).toBe(0);
    expect(await textsOf(page, '#health li')).toContain('Sales OK Last good backup 7 h ago 20 Nov, 04:01');
    await growOld(world);
    await page.clock.setFixedTime(world.clock.wallMs());
    await page.reload();
    await untilShown(page);
    expect(await textsOf(page, '#health li')).toContain('Sales OK Last good backup 8 h ago 20 Nov, 04:01');
    const [notice] = await textsOf(page, '[data-kind=stale]');
    expect(notice).toMatch(
      /^Older data of 3 of 3 organizations Service, Sales, Care: as of 20 Nov, 12:00, 10 min ago\. The /,
    );
  });

  it('why nothing can be read, and reads when it is asked to try again', async () => {
    const world = await startConsoleWorld(browser());
    world.upstream.faults.next(failing);
    const page = await world.visit();
    await page.locator('[data-kind=error]').waitFor();
    expect((await textsOf(page, '[data-kind=error]'))[0]).toMatch(
      /^The upstream could not be reached or failed /,
    );
    expect(await page.locator('#sections').isVisible()).toBe(false);
    world.upstream.faults.clear();
    world.clock.advance(60_000);
    await page.getByRole('button', { name: 'Try again' }).click();
    await untilShown(page);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('that the service cannot be reached, and keeps what it has, with its time', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    await page.context().setOffline(true);
    await page.locator('[data-kind=offline]').waitFor();
    expect((await textsOf(page, '[data-kind=offline]'))[0]).toContain('What is shown was read at 12:00:00.');
    expect(await page.locator('#health li').count()).toBe(3);
    expect(await page.locator('#live').innerText()).toBe('Not live: read every minute');
    await page.context().setOffline(false);
    await page.locator('[data-kind=offline]').waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('#live').innerText()).toBe('Live');
  });

  it('when a selection is empty, and leads out of it', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit({ query: '?type=export' });
    await page.locator('[data-kind=empty]').waitFor();
    await page.locator('[data-kind=empty]').getByRole('button', { name: 'Clear the filters' }).click();
    // The notice goes when the page begins to read, the figure comes when it has read.
    await expect.poll(() => page.locator('[data-figure=total-jobs]').innerText()).toBe('7');
    expect(await page.locator('[data-kind=empty]').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('');
  });

  it('of an organization that is not the caller’s only that there is none', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit({ query: '?organizationId=somebody-elses' });
    await page.locator('[data-kind=error]').waitFor();
    expect((await textsOf(page, '[data-kind=error]'))[0]).toMatch(/^There is no such organization /);
    await page.locator('[data-kind=error]').getByRole('button', { name: 'Clear the filters' }).click();
    await untilShown(page);
  });
}

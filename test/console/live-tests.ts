import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { EventsService } from '../../src/events/events.service.js';
import { SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { untilShown } from './browser.js';
import { startConsoleWorld } from './console-world.js';

export function liveTests(browser: () => Browser): void {
  it('of a job that comes up, and shows it without being asked', async () => {
    const world = await startConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    await expect.poll(() => page.locator('#live').innerText()).toBe('Live');
    const today = page.locator(`#calendar [data-organization="${SERVICE}"] td`).last();
    expect(await today.innerText()).toBe('');
    world.jobs[SERVICE]!.push(plantJob(NOW_MS - 120_000));
    const latest = page.locator('#latest');
    // Looks are due in intervals of the service's clock; the first is on its way when the page begins to listen.
    await expect
      .poll(
        async () => {
          world.clock.advance(30_000);
          return await latest.innerText();
        },
        { interval: 250 },
      )
      .toBe('Service: backup, finished (new)');
    await expect.poll(() => today.innerText()).toBe('✓');
    await expect
      .poll(() => page.locator(`#health [data-organization="${SERVICE}"] .badge`).innerText())
      .toBe('OK');
    expect(await latest.getAttribute('aria-live')).toBe('polite');
  });

  it('through one stream, which ends with the page', async () => {
    const world = await startConsoleWorld(browser());
    const page = await world.visit();
    const { app } = world.service;
    const listeners = (): number => app.get(EventsService, { strict: false }).listenerCount;
    await untilShown(page);
    await page.getByLabel('Type').selectOption('backup');
    await untilShown(page);
    await expect.poll(listeners).toBe(1);
    await page.goto(`${world.service.url}/health/live`);
    await expect.poll(listeners).toBe(0);
  });
}

import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import type { StandInTenant } from '../../src/demo/stand-in/tenants.js';
import { TENANTS } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { untilShown } from './browser.js';
import { startConsoleWorld } from './console-world.js';

const DAY_MS = 86_400_000;
const ORGANIZATIONS = 60;
const DAYS = 90;
/** Drawing takes some tenths of a second. */
const BOUND_MS = 5_000;

const organizations = Array.from({ length: ORGANIZATIONS }, (_, index) => ({
  id: `69cb1ecc-f8e8-439b-8077-${String(index).padStart(12, '0')}`,
  name: `Organization ${index + 1}`,
}));
const tenants: readonly StandInTenant[] = [{ ...TENANTS[0]!, organizations }];
const jobs = Array.from({ length: DAYS }, (_, day) => plantJob(NOW_MS - (day + 0.1) * DAY_MS));

/** Draws the page once more, out of the answers that have been read, until it is painted. */
const DRAW_AGAIN = `(async () => {
  const { CalendarView } = await import('./calendar-view.js');
  const { TrendView } = await import('./trend-view.js');
  const answers = globalThis.answers;
  const rows = answers.organizations;
  const calendar = new CalendarView(() => undefined);
  calendar.show(rows, answers.days.map(({ date }) => date));
  for (const row of rows) calendar.fill(row, answers.days);
  new TrendView().show(answers.days);
  document.body.offsetHeight;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
})()`;

/** Tells the milliseconds that the page itself has worked so far, however long it had to wait for the machine. */
async function workMeter(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
}

export function sizeTests(browser: () => Browser): void {
  it(`with ${ORGANIZATIONS} organizations and ${DAYS} days`, async () => {
    const world = await startConsoleWorld(browser(), { tenants, jobs: () => jobs });
    const { body } = await world.service.get('/v1/jobs/summary?from=2026-08-22T12:00:00Z');
    const page = await world.visit({ query: '?days=90' });
    await untilShown(page);
    expect(await page.locator('#calendar td').count()).toBe(ORGANIZATIONS * body.byDay.length);
    const answers = { organizations, days: body.byDay };
    await page.evaluate(`globalThis.answers = ${JSON.stringify(answers)}`);
    const workedMs = await workMeter(page);
    const beforeMs = await workedMs();
    await page.evaluate(DRAW_AGAIN);
    const tookMs = (await workedMs()) - beforeMs;
    process.stdout.write(`console: ${ORGANIZATIONS} × ${DAYS} drawn with ${Math.round(tookMs)} ms of work\n`);
    expect(await page.locator('#calendar td[data-tone=good]').count()).toBe(ORGANIZATIONS * DAYS);
    expect(tookMs).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(BOUND_MS);
  });
}

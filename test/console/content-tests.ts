import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { textsOf, untilShown } from './browser.js';
import { sharedConsoleWorld, startConsoleWorld } from './console-world.js';

const MONTH_FROM = '2026-10-21T12:00:00.000Z';

export function contentTests(browser: () => Browser): void {
  it('the health of every organization, the worst first, in words', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    expect(await textsOf(page, '#health li')).toEqual([
      'Care Failing No good backup for 30 h since 19 Nov, 05:01',
      'Service Late No good backup for 3 d 7 h since 17 Nov, 04:01',
      'Sales OK Last good backup 7 h ago 20 Nov, 04:01',
    ]);
    expect(await page.locator('#verdict').innerText()).toBe('2 of 3 organizations need attention.');
  });

  it('the numbers that the summary has, and asks the vendor no more often than any caller', async () => {
    const world = await startConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    const figure = (name: string): Promise<string> => page.locator(`[data-figure=${name}]`).innerText();
    const { body } = await world.service.get('/v1/jobs/summary');
    expect(body).toMatchObject({ totalJobs: 7, backupSizeBytes: 7 * 180_832 });
    expect(await figure('total-jobs')).toBe(String(body.totalJobs));
    expect(await figure('success-rate')).toBe(`${Math.floor(body.successRate * 1000) / 10} %`);
    expect(await figure('failed')).toBe(String(body.byStatus.failed));
    expect(await figure('exceptions')).toBe(String(body.byStatus.finishedWithException));
    expect(await figure('size')).toBe('1.27 MB');
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('the worst outcome of each day in a letter and in words, as each organization is counted', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    for (const id of [SALES, CARE]) {
      const { body } = await world.service.get(`/v1/jobs/summary?organizationId=${id}`);
      const letters = await textsOf(page, `#calendar [data-organization="${id}"] td`);
      expect(letters).toEqual(body.byDay.map(letterOf));
    }
    const care = page.locator(`#calendar [data-organization="${CARE}"] td[data-date="2026-11-20"]`);
    expect(await care.getAttribute('aria-label')).toBe('Care, Fri 20 Nov: 1 job, 1 failed');
  });

  it('the latest failures, and all that is known of one', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    const { body } = await world.service.get('/v1/jobs?status=failed,finishedWithException');
    const shown = await page
      .locator('#failures [data-job]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job')));
    expect(shown).toEqual((body.data as { id: string }[]).map(({ id }) => id));
    expect(shown).toHaveLength(2);
    await page.locator('#failures button').first().click();
    await page.locator('dialog .details').waitFor();
    expect(await textsOf(page, 'dialog .details > div')).toEqual(
      expect.arrayContaining([
        'Type Backup',
        'Entities 5 in all, 3 successful, 2 failed',
        `Job id ${shown[0]}`,
      ]),
    );
  });

  it('each failure of one kind once, however often it came, so that none hides another', async () => {
    const world = await startConsoleWorld(browser());
    const often = Array.from({ length: 30 }, (_, index) =>
      plantJob(NOW_MS - (index + 1) * 3_600_000, { outcome: 'finishedWithException' }),
    );
    world.jobs[SERVICE] = [...often, plantJob(NOW_MS - 80 * 3_600_000)];
    const page = await world.visit();
    await untilShown(page);
    expect(await textsOf(page, '#failures tbody .name')).toEqual(['Service', 'Care', 'Care']);
    expect(await textsOf(page, '#failures .note')).toEqual(['29 more like it since 19 Nov, 06:00']);
    const { body } = await world.service.get('/v1/jobs?status=finishedWithException&pageSize=1');
    expect(await page.locator('#failures [data-job]').first().getAttribute('data-job')).toBe(
      (body.data as { id: string }[])[0]?.id,
    );
  });

  it('what the address selects, and puts into the address what is selected', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit({ query: `?organizationId=sales&type=restore&days=30` });
    await untilShown(page);
    expect(await page.getByLabel('Organization').inputValue()).toBe('sales');
    expect(await page.locator('[data-figure=total-jobs]').innerText()).toBe('1');
    const { body } = await world.service.get(`/v1/jobs/summary?type=restore&from=${MONTH_FROM}`);
    expect(await page.locator('#calendar thead th').count()).toBe(1 + body.byDay.length);
    await page.getByLabel('Type').selectOption('backup');
    await page.getByRole('radio', { name: '90' }).check();
    await expect.poll(() => new URL(page.url()).search).toBe('?organizationId=sales&type=backup&days=90');
    await page.goBack();
    await expect.poll(() => page.getByRole('radio', { name: '30' }).isChecked()).toBe(true);
    await expect.poll(() => page.locator('[data-figure=total-jobs]').innerText()).toBe('2');
  });

  it('what the vendor calls things as text, never as a part of the page', async () => {
    const world = await startConsoleWorld(browser());
    const text = '<img src=x onerror=alert(1)>';
    world.jobs[SALES] = [
      plantJob(NOW_MS - 120_000, { outcome: 'failed', module: text, fields: { type: text } }),
    ];
    const page = await world.visit();
    await untilShown(page);
    await page.locator('#failures button').first().click();
    await page.locator('dialog .details').waitFor();
    expect(await textsOf(page, 'dialog .details > div')).toEqual(
      expect.arrayContaining([`Module ${text}`, `Type Unknown (${text})`]),
    );
    expect(await page.locator('img').count()).toBe(0);
  });
}

function letterOf({ byStatus }: { readonly byStatus: Readonly<Record<string, number>> }): string {
  if ((byStatus['failed'] ?? 0) > 0) return 'F';
  if ((byStatus['finishedWithException'] ?? 0) > 0) return 'E';
  return (byStatus['finished'] ?? 0) > 0 ? '✓' : '';
}

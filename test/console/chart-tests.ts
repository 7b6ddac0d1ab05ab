import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { plantJob } from '../../src/demo/stand-in/stand-in-job.js';
import { SERVICE } from '../cache/small-world.js';
import { NOW_MS } from '../support/upstream.js';
import { textsOf, untilShown } from './browser.js';
import { sharedConsoleWorld, startConsoleWorld } from './console-world.js';

const DAY_MS = 86_400_000;
/** The page's accent, and the colour of what is not well. */
const LIGHT = ['36,87,197', '179,38,30'];
const DARK = ['143,178,255', '255,157,148'];

/** For each day, whether anything of these colours is drawn where it stands. */
function isDrawn(page: Page, id: string, colours: readonly string[]): Promise<boolean[]> {
  return page.evaluate(`(() => {
    const host = document.getElementById('${id}');
    const canvas = host.querySelector('canvas');
    const area = host.querySelector('.u-over').getBoundingClientRect();
    const left = area.left - canvas.getBoundingClientRect().left;
    const count = Number(host.getAttribute('aria-valuemax'));
    const context = canvas.getContext('2d');
    return Array.from({ length: count }, (_, day) => {
      const x = (left + (area.width * (day + 0.5)) / count) * devicePixelRatio;
      const { data } = context.getImageData(Math.round(x), 0, 1, canvas.height);
      const pixels = Array.from({ length: canvas.height }, (_, y) => String(data.slice(y * 4, y * 4 + 3)));
      return pixels.some((pixel) => ${JSON.stringify(colours)}.includes(pixel));
    });
  })()`);
}

export function chartTests(browser: () => Browser): void {
  it('days with jobs, leaves gaps for those without, and follows light and dark', async () => {
    const world = await startConsoleWorld(browser());
    world.jobs[SERVICE]!.push(plantJob(NOW_MS - 6 * DAY_MS), plantJob(NOW_MS - 7 * DAY_MS + 3_600_000));
    const page = await world.visit({ colorScheme: 'light' });
    await untilShown(page);
    const { body } = await world.service.get('/v1/jobs/summary');
    const withJobs = (body.byDay as { totalJobs: number }[]).map(({ totalJobs }) => totalJobs > 0);
    expect(withJobs).toEqual([true, true, false, false, true, true, true, true]);
    for (const id of ['rate-chart', 'size-chart']) {
      await expect.poll(() => isDrawn(page, id, LIGHT)).toEqual(withJobs);
      expect(await isDrawn(page, id, DARK)).not.toContain(true);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const id of ['rate-chart', 'size-chart'])
      await expect.poll(() => isDrawn(page, id, DARK)).toEqual(withJobs);
  });

  it('the numbers of the summary in words, day by day by keyboard, and the same in the table', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    const rate = page.getByRole('slider', { name: 'Success rate by day: lowest 0 % on Wed 18 Nov' });
    const size = page.getByRole('slider', { name: /^Backup size by day: largest 542 kB on Fri 20 Nov$/ });
    const said = (): Promise<string | null> => rate.getAttribute('aria-valuetext');
    expect(await said()).toBe('Fri 20 Nov: 66.6 %');
    expect(await size.getAttribute('aria-valuetext')).toBe('Fri 20 Nov: 542 kB');
    await rate.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await said()).toBe('Thu 19 Nov: 100 %');
    expect(await page.locator('#rate-day').innerText()).toBe('Thu 19 Nov: 100 %');
    await page.keyboard.press('ArrowLeft');
    expect(await said()).toBe('Wed 18 Nov: 0 %');
    await page.keyboard.press('Home');
    expect(await said()).toBe('Fri 13 Nov: no jobs');
    await page.keyboard.press('ArrowLeft');
    expect(await rate.getAttribute('aria-valuenow')).toBe('1');
    await page.keyboard.press('End');
    expect(await rate.getAttribute('aria-valuenow')).toBe('8');
    await page.getByText('The same as a table').click();
    expect(await said()).toBe('Fri 20 Nov: 66.6 %');
    const rows = await textsOf(page, '#trend-table tbody tr');
    expect([rows[0], rows[5], rows[7]]).toEqual([
      'Fri 13 Nov – 0 0 0 –',
      'Wed 18 Nov 0 % 1 0 1 181 kB',
      'Fri 20 Nov 66.6 % 3 1 0 542 kB',
    ]);
  });

  it('charts that keep their height, and fit the width that there is', async () => {
    const world = await sharedConsoleWorld(browser());
    const page = await world.visit();
    await untilShown(page);
    for (const width of [1280, 390, 900]) {
      await page.setViewportSize({ width, height: 844 });
      for (const id of ['rate-chart', 'size-chart']) {
        const sizeOf = async (selector: string): Promise<number[]> => {
          const { width: wide, height } = (await page.locator(selector).boundingBox())!;
          return [Math.round(wide), Math.round(height)];
        };
        const host = await sizeOf(`#${id}`);
        expect(host[1]).toBe(190);
        await expect.poll(() => sizeOf(`#${id} canvas`)).toEqual(host);
      }
    }
  });
}

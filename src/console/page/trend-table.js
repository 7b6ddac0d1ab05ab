import { element } from './element.js';
import { countText, dateText, NOTHING, percentText, sizeText } from './words.js';

const HEADS = ['Day', 'Success rate', 'Jobs', 'Failed', 'With exceptions', 'Backup size'];

/** The numbers of both charts, for whoever would rather read them; `readings` are days with their rate and size. */
export function trendTable(readings) {
  const head = element('tr', {}, ...HEADS.map((text) => element('th', { scope: 'col' }, text)));
  return element(
    'table',
    { class: 'plain-table', 'aria-label': 'Success rate and backup size by day' },
    element('thead', {}, head),
    element('tbody', {}, ...readings.map(rowOf)),
  );
}

function rowOf({ date, rate, size, totalJobs, byStatus }) {
  const counts = [totalJobs, byStatus.failed, byStatus.finishedWithException].map(countText);
  const cells = [percentText(rate), ...counts, size === null ? NOTHING : sizeText(size)];
  return element(
    'tr',
    { 'data-date': date },
    element('th', { scope: 'row' }, dateText(date)),
    ...cells.map((text) => element('td', {}, text)),
  );
}

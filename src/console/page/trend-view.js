import { chart, frameOf } from './chart.js';
import { byId, drawing, element } from './element.js';
import { countText, dateText, NOTHING, percentText, sizeText } from './words.js';

const LEAST_WIDTH = 280;

/** Success rate and backup size of each day, drawn as wide as there is room, and as a table. */
export class TrendView {
  #days = [];

  constructor() {
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(byId('rate-chart'));
  }

  /** `days` as the summary has them, ascending. */
  show(days) {
    this.#days = days;
    byId('trend-table').replaceChildren(tableOf(days));
    this.#draw();
  }

  #draw() {
    for (const [id, drawn] of [
      ['rate-chart', rateChart],
      ['size-chart', sizeChart],
    ]) {
      const host = byId(id);
      const width = Math.max(LEAST_WIDTH, host.clientWidth);
      host.replaceChildren(drawn(this.#days, width));
    }
  }
}

/** By the same rule as the service's own for the whole selection, which has none for a day. */
function rateOf({ byStatus: { finished, finishedWithException, failed } }) {
  const ended = finished + finishedWithException + failed;
  return ended === 0 ? null : finished / ended;
}

function shortDate(date) {
  return dateText(date).split(' ').slice(1).join(' ');
}

function rateChart(days, width) {
  const frame = frameOf({ width, days, top: 1, format: (value) => `${value * 100} %` });
  const points = days.flatMap((day, index) => {
    const rate = rateOf(day);
    return rate === null ? [] : [{ x: frame.xOf(index), y: frame.yOf(rate), day, rate }];
  });
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
  const marks = points.map(({ x, y, day, rate }) => {
    const title = drawing('title', {}, `${dateText(day.date)}: ${percentText(rate)}`);
    return drawing('circle', { class: rate < 1 ? 'low' : 'full', cx: x, cy: y, r: rate < 1 ? 4 : 3 }, title);
  });
  const line = drawing('path', { class: 'line', d: path.join('') });
  return chart(frame, rateLabel(points), {
    dates: days.map(({ date }) => shortDate(date)),
    marks: [line, ...marks],
  });
}

function rateLabel(points) {
  if (points.length === 0) return 'Success rate by day: no job has ended.';
  const lowest = points.reduce((least, point) => (point.rate < least.rate ? point : least));
  const latest = points.at(-1);
  return `Success rate by day: lowest ${percentText(lowest.rate)} on ${dateText(lowest.day.date)}, latest ${percentText(latest.rate)}.`;
}

function sizeChart(days, width) {
  const largest = Math.max(...days.map(({ backupSizeBytes }) => backupSizeBytes), 0);
  const frame = frameOf({ width, days, top: niceTop(largest), format: sizeText });
  const barWidth = Math.max(2, Math.min(34, frame.step * 0.7));
  const marks = days.map(({ date, backupSizeBytes }, index) => {
    const y = frame.yOf(backupSizeBytes);
    const title = drawing('title', {}, `${dateText(date)}: ${sizeText(backupSizeBytes)}`);
    const place = { x: frame.xOf(index) - barWidth / 2, y, width: barWidth, height: frame.yOf(0) - y };
    return drawing('rect', { class: 'bar', rx: 2, ...place }, title);
  });
  const label = `Backup size by day: largest ${sizeText(largest)}.`;
  return chart(frame, label, { dates: days.map(({ date }) => shortDate(date)), marks });
}

/** The next 1, 2 or 5 with zeros, so that the words beside the grid are short. */
function niceTop(largest) {
  if (largest === 0) return 1000;
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 5, 10].map((factor) => factor * power).find((top) => top >= largest);
}

function tableOf(days) {
  const heads = ['Day', 'Success rate', 'Jobs', 'Failed', 'With exceptions', 'Backup size'];
  const rows = days.map((day) => {
    const { totalJobs, byStatus, backupSizeBytes } = day;
    const rate = rateOf(day);
    const counts = [totalJobs, byStatus.failed, byStatus.finishedWithException].map(countText);
    const cells = [rate === null ? NOTHING : percentText(rate), ...counts, sizeText(backupSizeBytes)];
    return element(
      'tr',
      { 'data-date': day.date },
      element('th', { scope: 'row' }, dateText(day.date)),
      ...cells.map((text) => element('td', {}, text)),
    );
  });
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  return element(
    'table',
    { class: 'plain-table' },
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}

import uPlot from './uPlot.esm.js';
import { Chart } from './chart.js';
import { byId } from './element.js';
import { trendTable } from './trend-table.js';
import { dateText, NOTHING, percentText, sizeText } from './words.js';

/** What a scale may end with, so that the words beside it are short and the bars reach far up. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Success rate and backup size of each day, as charts and as a table. Days without jobs are gaps. */
export class TrendView {
  #rate = rateChart();
  #size = sizeChart();

  /** `days` as the summary has them, ascending. */
  show(days) {
    const readings = days.map((day) => ({ ...day, rate: rateOf(day), size: sizeOf(day) }));
    byId('trend-table').replaceChildren(trendTable(readings));
    const rates = readings.map(({ rate }) => rate);
    const lows = rates.map((rate) => (rate !== null && rate < 1 ? rate : null));
    this.#rate.show(
      said(readings, ({ rate }) => percentText(rate)),
      [rates, lows],
      rateLabel(readings),
    );
    const sizes = readings.map(({ size }) => size);
    this.#size.show(said(readings, sizeWords), [sizes], sizeLabel(readings));
  }
}

/** By the same rule as the service's own for the whole selection, which has none for a day. */
function rateOf({ byStatus: { finished, finishedWithException, failed } }) {
  const ended = finished + finishedWithException + failed;
  return ended === 0 ? null : finished / ended;
}

function sizeOf({ totalJobs, backupSizeBytes }) {
  return totalJobs === 0 ? null : backupSizeBytes;
}

function sizeWords({ size }) {
  return size === null ? NOTHING : sizeText(size);
}

/** Each day with its short name, and what the chart says of it. */
function said(readings, wordsOf) {
  return readings.map((reading) => {
    const words = reading.totalJobs === 0 ? 'no jobs' : wordsOf(reading);
    const [, ...name] = dateText(reading.date).split(' ');
    return { name: name.join(' '), sentence: `${dateText(reading.date)}: ${words}` };
  });
}

function rateChart() {
  const full = { size: 6, width: 1, stroke: '--accent', fill: '--accent' };
  // A day that is not whole is told from one that is by its shape, not by its colour alone.
  const low = { size: 10, width: 2.5, stroke: '--bad', fill: '--card' };
  return new Chart(byId('rate-chart'), {
    series: [
      { stroke: '--accent', width: 2, points: full },
      { stroke: '--bad', paths: () => null, points: low },
    ],
    topOf: () => 1,
    format: percentText,
    readout: byId('rate-day'),
  });
}

function sizeChart() {
  const paths = uPlot.paths.bars({ size: [0.7, 34], radius: 0.08 });
  return new Chart(byId('size-chart'), {
    series: [{ stroke: '--accent', fill: '--accent', width: 0, paths }],
    topOf: roundTop,
    format: sizeText,
    readout: byId('size-day'),
  });
}

function rateLabel(readings) {
  const ended = readings.filter(({ rate }) => rate !== null);
  if (ended.length === 0) return 'Success rate by day: no job has ended';
  const lowest = ended.reduce((least, day) => (day.rate < least.rate ? day : least));
  return `Success rate by day: lowest ${percentText(lowest.rate)} on ${dateText(lowest.date)}`;
}

function sizeLabel(readings) {
  const largest = readings.reduce((most, day) => (day.size > most.size ? day : most), { size: 0 });
  if (largest.size === 0) return 'Backup size by day: nothing backed up';
  return `Backup size by day: largest ${sizeText(largest.size)} on ${dateText(largest.date)}`;
}

function roundTop(largest) {
  if (largest === 0) return 1000;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ROUND.map((factor) => factor * power).find((top) => top >= largest);
}

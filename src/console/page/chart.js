import uPlot from './uPlot.esm.js';
import { chartKeys } from './chart-keys.js';

const HEIGHT = 190;
const LEAST_WIDTH = 240;
const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const LABEL_WIDTH = 84;
/** With more days than this, their marks are drawn smaller, or they would run into each other. */
const ROOMY_DAYS = 31;
const AWAY = { left: -10, top: -10 };

/** One chart of days, drawn by uPlot as wide as there is room. A day can be pointed at, or reached with the arrow keys. */
export class Chart {
  #days = [];
  #top = 1;

  /** `series` as uPlot has them, but for colours by the names of our own; `topOf` the largest value gives the end of the scale. */
  constructor(host, { series, topOf, format, readout }) {
    this.host = host;
    this.series = series;
    this.topOf = topOf;
    this.readout = readout;
    this.plot = new uPlot(this.#options(series, format), [[], ...series.map(() => [])], host);
    new ResizeObserver(() => this.#fit()).observe(host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.plot.redraw());
    host.addEventListener('keydown', chartKeys(this));
    host.addEventListener('blur', () => this.plot.setCursor(AWAY));
  }

  get count() {
    return this.#days.length;
  }

  /** The place of the day that is pointed at, else of the latest. */
  get index() {
    return this.plot.cursor.idx ?? this.count - 1;
  }

  /** `days` have a short name and the sentence to say of them; `columns` a value, or null, per day for each series. */
  show(days, columns, label) {
    this.#days = days;
    this.#top = this.topOf(Math.max(0, ...columns.flat()));
    this.#sizeMarks(days.length > ROOMY_DAYS ? 0.6 : 1);
    this.host.setAttribute('aria-label', label);
    this.host.setAttribute('aria-valuemax', days.length);
    this.plot.setData([days.map((_, index) => index), ...columns]);
    this.#say();
  }

  pointAt(index) {
    this.plot.setCursor({ left: this.plot.valToPos(index, 'x'), top: 0 });
  }

  #fit() {
    const width = Math.max(LEAST_WIDTH, this.host.clientWidth);
    if (width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  #sizeMarks(scale) {
    for (const [index, { points }] of this.series.entries()) {
      if (points === undefined) continue;
      this.plot.series[index + 1].points.size = points.size * scale;
      this.plot.series[index + 1].points.width = points.width * scale;
    }
  }

  #say() {
    const { sentence = '' } = this.#days[this.index] ?? {};
    this.readout.textContent = sentence;
    this.host.setAttribute('aria-valuenow', this.index + 1);
    this.host.setAttribute('aria-valuetext', sentence);
  }

  /** A computed colour is of the scheme that holds now; it is asked for at every drawing. */
  #colour(name) {
    return () => getComputedStyle(this.host).getPropertyValue(name);
  }

  #options(series, format) {
    return {
      width: LEAST_WIDTH,
      height: HEIGHT,
      padding: [12, 24, 0, 0],
      legend: { show: false },
      select: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: () => [-0.5, Math.max(1, this.count) - 0.5] },
        y: { range: () => [0, this.#top] },
      },
      axes: [this.#dayAxis(), this.#valueAxis(format)],
      series: [{}, ...series.map((one) => this.#coloured(one))],
      hooks: { setCursor: [() => this.#say()] },
    };
  }

  #coloured({ stroke, fill, points, ...others }) {
    const colours = (names) =>
      Object.fromEntries(
        Object.entries(names).flatMap(([part, name]) => (name ? [[part, this.#colour(name)]] : [])),
      );
    const { size, width, ...marks } = points ?? {};
    return {
      ...others,
      ...colours({ stroke, fill }),
      points: points === undefined ? { show: false } : { show: true, size, width, ...colours(marks) },
    };
  }

  /** As many days have a name as there is room for; the latest always has. */
  #dayAxis() {
    const every = () => Math.ceil((this.count * LABEL_WIDTH) / (this.plot?.width ?? LEAST_WIDTH));
    const places = () => this.#days.map((_, index) => index);
    return {
      stroke: this.#colour('--quiet'),
      font: FONT,
      size: 26,
      gap: 6,
      grid: { show: false },
      ticks: { show: false },
      splits: () => places().filter((index) => (this.count - 1 - index) % Math.max(1, every()) === 0),
      values: (_, shown) => shown.map((index) => this.#days[index].name),
    };
  }

  #valueAxis(format) {
    return {
      stroke: this.#colour('--quiet'),
      font: FONT,
      size: 64,
      gap: 8,
      grid: { stroke: this.#colour('--line'), width: 1 },
      ticks: { show: false },
      splits: () => [0, this.#top / 2, this.#top],
      values: (_, shown) => shown.map(format),
    };
  }
}

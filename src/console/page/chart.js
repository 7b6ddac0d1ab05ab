import { drawing } from './element.js';

const HEIGHT = 190;
const LEFT = 62;
const TOP = 12;
const BOTTOM = 26;
const RIGHT = 10;

/** The frame of a chart: where a value and a day lie in pixels, and the grid with its words. */
export function frameOf({ width, days, top, format }) {
  const inner = { width: width - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };
  const step = inner.width / Math.max(1, days.length);
  return {
    width,
    height: HEIGHT,
    step,
    xOf: (index) => LEFT + step * (index + 0.5),
    yOf: (value) => TOP + inner.height * (1 - value / top),
    ticks: [0, top / 2, top].map((value) => ({ value, text: format(value) })),
  };
}

/** The drawing of a chart; `label` says in words what it shows. */
export function chart(frame, label, { dates, marks }) {
  const { width, height } = frame;
  return drawing(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label },
    ...frame.ticks.flatMap((tick) => gridLine(frame, tick)),
    ...dateWords(frame, dates),
    ...marks,
  );
}

function gridLine({ width, yOf }, { value, text }) {
  const y = yOf(value);
  return [
    drawing('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
    drawing('text', { x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, text),
  ];
}

/** As many as have room; the last day always has its name. */
function dateWords({ width, height, step, xOf }, dates) {
  const room = Math.max(1, Math.floor((width - LEFT) / 84));
  const every = Math.max(1, Math.ceil(dates.length / room));
  return dates.flatMap((date, index) => {
    if ((dates.length - 1 - index) % every !== 0) return [];
    const isLast = index === dates.length - 1 && step < 60;
    const x = isLast ? xOf(index) + step / 2 : xOf(index);
    return [drawing('text', { x, y: height - 6, 'text-anchor': isLast ? 'end' : 'middle' }, date)];
  });
}

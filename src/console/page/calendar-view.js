import { byId, element } from './element.js';
import { moveInGrid } from './grid-keys.js';
import { OUTCOMES } from './vocabulary.js';
import { dateText, pluralText } from './words.js';

/** Days by organizations. It is built once for the same days and organizations, so that focus stays where it is. */
export class CalendarView {
  #rows = new Map();
  #shown = [];
  #shape = '';

  /** `onDay` is called with a row and a date when a day is chosen. */
  constructor(onDay) {
    this.onDay = onDay;
    this.host = byId('calendar');
    byId('legend').replaceChildren(...legend());
  }

  /** `rows` have id and name; `dates` are `YYYY-MM-DD`, ascending. Gives whether it was built anew, and so is empty. */
  show(rows, dates) {
    const shape = JSON.stringify([rows, dates]);
    if (shape === this.#shape) return false;
    this.#shape = shape;
    this.#shown = rows;
    this.#rows = new Map(rows.map((row) => [row.id, bodyRow(row, dates)]));
    const table = element(
      'table',
      { role: 'grid', 'aria-labelledby': 'calendar-title', 'aria-describedby': 'calendar-help' },
      element('thead', {}, headRow(dates)),
      element('tbody', {}, ...this.#rows.values()),
    );
    table.style.setProperty('--days', dates.length);
    this.#listen(table);
    table.querySelector('td')?.setAttribute('tabindex', '0');
    this.host.replaceChildren(table);
    // The latest days are what one looks at first.
    this.host.scrollLeft = this.host.scrollWidth;
    return true;
  }

  /** Fills one row with its days; without days, the organization could not be read. */
  fill(row, days) {
    const cells = this.#rows.get(row.id)?.querySelectorAll('td') ?? [];
    const byDate = new Map((days ?? []).map((day) => [day.date, day]));
    for (const cell of cells)
      fillCell(cell, row, days === undefined ? undefined : byDate.get(cell.dataset.date));
  }

  /** Listens for all cells at once: there may be thousands. */
  #listen(table) {
    const choose = ({ target }) => this.#choose(target.closest('td'));
    table.addEventListener('click', choose);
    table.addEventListener('mouseover', ({ target }) => {
      if (target.tagName === 'TD') target.title = target.ariaLabel;
    });
    table.addEventListener('keydown', (event) => {
      moveInGrid(table, event);
      if (event.key !== 'Enter') return;
      // The same key press would go on to the button that gets focus in the dialog.
      event.preventDefault();
      choose(event);
    });
  }

  #choose(cell) {
    const id = cell?.parentElement.dataset.organization;
    const row = this.#shown.find((shown) => shown.id === id);
    if (row !== undefined) this.onDay(row, cell.dataset.date);
  }
}

function headRow(dates) {
  const heads = dates.map((date, index) => {
    const [weekday, day, month] = dateText(date).split(' ');
    const above = index === 0 || day === '1' ? month : weekday.slice(0, 1);
    const parts = [element('span', {}, above), element('span', {}, day)];
    return element('th', { scope: 'col', 'aria-label': dateText(date) }, ...parts);
  });
  return element('tr', {}, element('th', { scope: 'col' }, 'Organization'), ...heads);
}

function bodyRow({ id, name }, dates) {
  const cells = dates.map((date) =>
    element('td', { tabindex: -1, 'data-date': date, 'data-tone': 'reading', 'aria-label': 'being read' }),
  );
  return element(
    'tr',
    { 'data-organization': id },
    element('th', { scope: 'row', title: name }, name),
    ...cells,
  );
}

function fillCell(cell, { name }, day) {
  const worst = OUTCOMES.find(({ status }) => day?.byStatus[status] > 0);
  cell.dataset.tone = day === undefined ? 'unread' : (worst?.tone ?? 'none');
  cell.textContent = day === undefined ? '–' : (worst?.letter ?? '');
  cell.setAttribute('aria-label', `${name}, ${dateText(cell.dataset.date)}: ${wordsOf(day)}`);
}

function wordsOf(day) {
  if (day === undefined) return 'could not be read';
  if (day.totalJobs === 0) return 'no jobs';
  const counts = OUTCOMES.filter(({ status }) => day.byStatus[status] > 0);
  const parts = counts.map(({ status, word }) => `${day.byStatus[status]} ${word.toLowerCase()}`);
  return `${pluralText(day.totalJobs, 'job')}, ${parts.join(', ')}`;
}

function legend() {
  const known = OUTCOMES.map(({ letter, word, tone }) => [letter, word, tone]);
  return [...known, ['–', 'Could not be read', 'unread'], ['', 'No jobs', 'none']].map(
    ([letter, word, tone]) =>
      element(
        'li',
        {},
        element('span', { class: 'cell', 'data-tone': tone, 'aria-hidden': 'true' }, letter),
        word,
      ),
  );
}

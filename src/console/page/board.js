import { CalendarView } from './calendar-view.js';
import { DialogView } from './dialog-view.js';
import { byId } from './element.js';
import { showFailures } from './failures-view.js';
import { showFigures } from './figures-view.js';
import { showHealth } from './health-view.js';
import { emptyNotice, failureNotice, readingNotice, showNotices, sourceNotices } from './notices-view.js';
import { readBoard, readRows } from './readings.js';
import { parametersOf } from './selection.js';
import { TrendView } from './trend-view.js';
import { clockText } from './words.js';

/** Everything the page shows of a selection: read, shown, and read again when something has changed. */
export class Board {
  #reading = new AbortController();
  #selection;
  #shownMs;
  #windowFrom = '';
  #dialog = new DialogView();
  #trend = new TrendView();
  #calendar = new CalendarView((row, date) => void this.#showDay(row, date));

  /** `onRefused` is called when the service wants another key, `onRead` with the organizations after each reading. */
  constructor({ onRefused, onRead, onClear }) {
    this.handlers = { onRefused, onRead, onClear };
  }

  get shownMs() {
    return this.#shownMs;
  }

  #showDay(row, date) {
    return this.#dialog.showDay(row, date, { ...this.#selection, windowFrom: this.#windowFrom });
  }

  /** Shows another selection; what was shown is of no use for it. */
  async show(selection) {
    this.#selection = selection;
    this.#shownMs = undefined;
    showNotices([readingNotice()]);
    byId('board').classList.add('changing');
    await this.read();
  }

  hide() {
    this.#reading.abort();
    this.#shownMs = undefined;
    byId('sections').hidden = true;
    showNotices([]);
  }

  /** Reads again; with ids, the rows of these organizations only, else all. */
  async read(organizationIds) {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    const parameters = parametersOf(this.#selection, Date.now());
    byId('board').setAttribute('aria-busy', 'true');
    try {
      const answers = await readBoard(parameters, signal);
      if (signal.aborted) return;
      this.#draw(answers, parameters);
      const rows = rowsOf(answers.summary);
      const wanted = organizationIds === undefined ? rows : rows.filter(({ id }) => organizationIds.has(id));
      const failures = await this.#fillRows(rows, wanted, { summary: answers.summary, parameters, signal });
      if (!signal.aborted) this.#say(answers, failures);
    } catch (failure) {
      if (!signal.aborted) this.#fail(failure);
    } finally {
      if (!signal.aborted) byId('board').removeAttribute('aria-busy');
    }
  }

  #draw({ organizations, summary, failures }, parameters) {
    this.#shownMs = Date.now();
    this.#windowFrom = summary.window.from;
    this.handlers.onRead(organizations.data);
    byId('sections').hidden = false;
    byId('board').classList.remove('changing');
    showHealth(organizations.data, organizations.sources);
    showFigures(summary);
    this.#trend.show(summary.byDay);
    showFailures(failures, (job) => void this.#dialog.showJob(job, parameters));
    byId('updated').textContent = `Read at ${clockText(this.#shownMs)}`;
    this.#say({ summary }, []);
  }

  async #fillRows(rows, wanted, { summary, parameters, signal }) {
    const isNew = this.#calendar.show(
      rows.map(({ id, name }) => ({ id, name })),
      summary.byDay.map(({ date }) => date),
    );
    const asked = isNew ? rows : wanted;
    const fill = (row, days) => this.#calendar.fill(row, days);
    for (const row of asked.filter(({ isFailed }) => isFailed)) fill(row, undefined);
    const readable = asked.filter(({ isFailed }) => !isFailed);
    // The counts of the only organization are those of the whole.
    if (rows.length === 1 && readable.length === 1) {
      fill(readable[0], summary.byDay);
      return [];
    }
    return await readRows(readable, { parameters, signal, onRow: fill });
  }

  #say({ summary }, [failure]) {
    const { onClear } = this.handlers;
    const onAgain = () => void this.read();
    const notices = sourceNotices(summary.sources, Date.now());
    if (summary.totalJobs === 0) notices.push(emptyNotice(onClear));
    if (failure !== undefined)
      notices.push(failureNotice(failure, { shownMs: this.#shownMs, onAgain, onClear }));
    showNotices(notices);
  }

  #fail(failure) {
    if (failure.status === 401) {
      this.handlers.onRefused(failure.detail);
      return;
    }
    if (failure.status === undefined) throw failure;
    byId('sections').hidden = this.#shownMs === undefined;
    byId('board').classList.remove('changing');
    const { onClear } = this.handlers;
    showNotices([
      failureNotice(failure, { shownMs: this.#shownMs, onAgain: () => void this.read(), onClear }),
    ]);
  }
}

/** The organizations that were asked, by name; their ids keep those of one name apart. */
function rowsOf({ sources }) {
  return sources
    .map(({ organizationId: id, organizationName, state }) => ({
      id,
      name: organizationName ?? id,
      isFailed: state === 'failed',
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}

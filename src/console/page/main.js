import { Board } from './board.js';
import { byId } from './element.js';
import { FiltersForm } from './filters-form.js';
import { KeyForm } from './key-form.js';
import { LiveEvents } from './live-events.js';
import { addressOf, selectionOf } from './selection.js';
import { nameOf, statusText, typeText } from './vocabulary.js';

/** Changes often come together: they are read together. */
const GATHER_MS = 500;
const MINUTE_MS = 60_000;
/** While changes are heard of, only time itself makes something late. */
const MINUTES_WHILE_LIVE = 5;

const changed = new Set();
let isLive = false;
let minutes = 0;
let gathering;

const live = new LiveEvents({ onChange: take, onMissed: () => void board.read(), onState: showLive });
const board = new Board({
  onRefused: (detail) => {
    leave();
    keyForm.show(detail);
  },
  onRead: (organizations) => {
    keyForm.accepted();
    filters.offer(organizations, selection());
  },
  onClear: () => filters.clear(),
});
const filters = new FiltersForm((chosen) => {
  history.pushState(null, '', addressOf(chosen));
  begin();
});
const keyForm = new KeyForm({ onKey: begin, onForget: begin });

function selection() {
  return selectionOf(location.search);
}

/** Shows what the address says, and listens to what changes in it. */
function begin() {
  const current = selection();
  filters.show(current);
  minutes = 0;
  const { days: _days, ...parameters } = current;
  void live.listen(parameters);
  void board.show(current);
}

function leave() {
  live.stop();
  board.hide();
  filters.hide();
  for (const id of ['latest', 'updated']) byId(id).textContent = '';
  byId('live').dataset.state = 'starting';
  byId('live').textContent = 'Waiting for a key';
}

function take({ job, previousStatus }) {
  const before =
    previousStatus === null ? 'new' : `was ${statusText({ status: previousStatus }).toLowerCase()}`;
  byId('latest').textContent =
    `${nameOf(job.organization)}: ${typeText(job).toLowerCase()}, ${statusText(job).toLowerCase()} (${before})`;
  changed.add(job.organization.id);
  gathering ??= setTimeout(() => {
    gathering = undefined;
    const ids = new Set(changed);
    changed.clear();
    void board.read(ids);
  }, GATHER_MS);
}

function showLive(hears) {
  isLive = hears;
  byId('live').dataset.state = hears ? 'live' : 'waiting';
  byId('live').textContent = hears ? 'Live' : 'Not live: read every minute';
}

setInterval(() => {
  minutes += 1;
  if (document.hidden || !keyFormIsAway() || (isLive && minutes % MINUTES_WHILE_LIVE !== 0)) return;
  void board.read();
}, MINUTE_MS);

function keyFormIsAway() {
  return byId('key-form').hidden;
}

/** Whoever comes back to the tab sees what is, not what was. */
function catchUp() {
  if (!document.hidden && keyFormIsAway() && Date.now() - (board.shownMs ?? 0) > MINUTE_MS) void board.read();
}

document.addEventListener('visibilitychange', catchUp);
window.addEventListener('online', () => keyFormIsAway() && begin());
window.addEventListener('offline', () => {
  live.stop();
  showLive(false);
  if (keyFormIsAway()) void board.read();
});
window.addEventListener('popstate', begin);
begin();

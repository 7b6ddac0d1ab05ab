import { byId, element } from './element.js';
import { clockText, dateTimeText, pluralText, spanText } from './words.js';

/** Says what is missing, old or wrong. What has not changed is left alone, so that nobody hears it twice. */
export function showNotices(notices) {
  const host = byId('notices');
  const text = JSON.stringify(notices.map(({ title, lines }) => [title, lines]));
  if (host.dataset.text === text) return;
  host.dataset.text = text;
  host.replaceChildren(...notices.map(noticeElement));
}

export function readingNotice() {
  return { tone: 'dim', kind: 'loading', title: 'Reading the backups…', lines: [] };
}

export function emptyNotice(onClear) {
  const lines = ['No job of these days is in this selection.'];
  return { tone: 'dim', kind: 'empty', title: 'Nothing to show', lines, action: clearAction(onClear) };
}

/** Why nothing, or nothing new, could be read. `shownMs` is when what is shown was read; undefined when nothing is. */
export function failureNotice(failure, { shownMs, onAgain, onClear }) {
  const { title, detail, status, retryAfterSeconds } = failure;
  const lines = [
    detail,
    retryAfterSeconds === undefined ? '' : `The service asks to wait ${spanText(retryAfterSeconds)}.`,
    shownMs === undefined ? '' : `What is shown was read at ${clockText(shownMs)}.`,
    ...reasonLines((failure.sources ?? []).filter(({ error }) => error?.title !== title)),
  ].filter((line) => line !== undefined && line !== '');
  const again = { text: 'Try again', onclick: onAgain };
  const action = status === 400 || status === 404 ? clearAction(onClear) : again;
  return { tone: 'bad', kind: status === 0 ? 'offline' : 'error', title, lines, action };
}

/** What the sources of an answer say of themselves. */
export function sourceNotices(sources, nowMs) {
  const failed = sources.filter(({ state }) => state === 'failed');
  const stale = sources.filter(({ state, error }) => state === 'stale' && error !== undefined);
  const lacking = sources.filter(
    ({ state, error }) => (state === 'live' || state === 'cached') && error !== undefined,
  );
  const of = (part) => `${part.length} of ${pluralText(sources.length, 'organization')}`;
  return [
    { tone: 'bad', kind: 'partial', title: `${of(failed)} could not be read`, lines: reasonLines(failed) },
    {
      tone: 'warn',
      kind: 'stale',
      title: `Older data of ${of(stale)}`,
      lines: sentenceLines(
        stale,
        (source) =>
          `as of ${dateTimeText(source.fetchedAt)}, ${ageOf(source, nowMs)} ago. ${titleOf(source)}.`,
      ),
    },
    {
      tone: 'warn',
      kind: 'lacking',
      title: `Records are missing in ${of(lacking)}`,
      lines: lacking.map((source) => `${nameOf(source)}: ${source.error.detail}`),
    },
  ].filter(({ lines }) => lines.length > 0);
}

function ageOf({ fetchedAt }, nowMs) {
  return spanText(Math.max(0, (nowMs - Date.parse(fetchedAt)) / 1000));
}

function reasonLines(sources) {
  return sentenceLines(sources, (source) => `${titleOf(source)}.`);
}

/** One line for each sentence, with the names of those it holds for. */
function sentenceLines(sources, sentenceOf) {
  const bySentence = Object.groupBy(sources, sentenceOf);
  return Object.entries(bySentence).map(
    ([sentence, those]) => `${those.map(nameOf).join(', ')}: ${sentence}`,
  );
}

function nameOf({ organizationId, organizationName }) {
  return organizationName ?? organizationId;
}

function titleOf({ error }) {
  return error?.title ?? 'no reason is known';
}

function clearAction(onClear) {
  return { text: 'Clear the filters', onclick: onClear };
}

function noticeElement({ tone, kind, title, lines, action }) {
  const button =
    action && element('button', { type: 'button', class: 'plain', onclick: action.onclick }, action.text);
  const list =
    lines.length === 0 ? undefined : element('ul', {}, ...lines.map((line) => element('li', {}, line)));
  return element(
    'div',
    { class: 'notice', 'data-tone': tone, 'data-kind': kind },
    element('p', {}, element('strong', {}, title)),
    list,
    button,
  );
}

import { element } from './element.js';
import { nameOf, outcomeOf, statusText, typeText } from './vocabulary.js';
import { countText, dateTimeText, sizeText, spanText } from './words.js';

/**
 * Jobs as a table; each has a button for its details. `onJob` is called with the job that was chosen, `noteOf` says what
 * stands below what is known of a job, if anything. The roles are written down, because on a phone the style makes cards
 * of the rows, and they would not count as rows any more.
 */
export function jobsTable(jobs, { label, onJob, noteOf = () => undefined }) {
  const heads = ['Started', 'Organization', 'Type', 'Outcome', 'What is known', ''];
  return element(
    'div',
    { class: 'card wide', role: 'region', tabindex: '0', 'aria-label': label },
    element(
      'table',
      { class: 'plain-table jobs', role: 'table' },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads.map(headOf))),
      element('tbody', { role: 'rowgroup' }, ...jobs.map((job) => rowOf(job, onJob, noteOf(job)))),
    ),
  );
}

/** The outcome of a job in letter, words and tone. */
export function outcomeBadge(job) {
  const { letter, tone } = outcomeOf(job.status);
  const sign = element('span', { class: 'cell', 'data-tone': tone, 'aria-hidden': 'true' }, letter);
  return element('span', { class: 'outcome' }, sign, statusText(job));
}

/** What a job counted, as far as there is something to say. */
export function knownText({ entities, records, durationSeconds, backupSizeBytes }) {
  const parts = [
    ...countsText(entities, 'entities'),
    ...countsText(records, 'records'),
    durationSeconds === null ? '' : `after ${spanText(durationSeconds)}`,
    backupSizeBytes === 0 ? '' : sizeText(backupSizeBytes),
  ];
  return parts.filter((part) => part !== '').join(', ') || 'nothing';
}

function countsText({ failed, warning, total }, what) {
  const failures = failed === 0 ? '' : `${countText(failed)} of ${countText(total)} ${what} failed`;
  return [failures, warning === 0 ? '' : `${countText(warning)} ${what} with warnings`];
}

function headOf(text) {
  return text === ''
    ? element('td', { role: 'cell' })
    : element('th', { scope: 'col', role: 'columnheader' }, text);
}

function rowOf(job, onJob, note) {
  const name = nameOf(job.organization);
  const label = `Details of ${typeText(job).toLowerCase()} of ${name}, ${dateTimeText(job.startTime)}`;
  const button = element('button', { type: 'button', class: 'plain', 'aria-label': label }, 'Details');
  button.addEventListener('click', () => onJob(job));
  return element(
    'tr',
    { 'data-job': job.id, role: 'row' },
    cell('started', dateTimeText(job.startTime)),
    cell('name', name),
    cell('type', typeText(job)),
    cell('status', outcomeBadge(job)),
    cell('known', knownText(job), note && element('span', { class: 'note' }, note)),
    cell('more', button),
  );
}

function cell(part, ...content) {
  return element('td', { role: 'cell', class: part }, ...content);
}

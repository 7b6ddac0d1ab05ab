import { ask } from './api.client.js';
import { byId, element } from './element.js';
import { jobsTable, outcomeBadge } from './jobs-table.js';
import { nameOf, typeText } from './vocabulary.js';
import { countText, dateText, dateTimeText, sizeText, spanText } from './words.js';

const DAY_MS = 86_400_000;
const MOST_JOBS = 200;

/** The one dialog of the page: a job's details, or the jobs of one day. */
export class DialogView {
  #asking = new AbortController();

  constructor() {
    this.dialog = byId('dialog');
    byId('dialog-close').addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => this.#asking.abort());
  }

  showJob({ id, organization }, { from }) {
    const parameters = { organizationId: organization.id, from };
    return this.#show(`Job of ${nameOf(organization)}`, async (signal) => {
      const { data } = await ask(`v1/jobs/${encodeURIComponent(id)}`, parameters, signal);
      return detailsOf(data);
    });
  }

  /** The jobs of a day in the selection's types and outcomes, from where its window begins. */
  showDay({ id, name }, date, { type, status, windowFrom }) {
    const to = new Date(Date.parse(date) + DAY_MS).toISOString();
    const midnight = new Date(date).toISOString();
    const from = midnight < windowFrom ? windowFrom : midnight;
    const parameters = { organizationId: id, type, status, from, to, pageSize: MOST_JOBS };
    return this.#show(`${name}, ${dateText(date)}`, async (signal) => {
      const { data } = await ask('v1/jobs', parameters, signal);
      if (data.length === 0) return element('p', {}, 'No jobs on this day.');
      return jobsTable(data, {
        label: 'Jobs of the day',
        onJob: (job) => void this.showJob(job, { from }),
      });
    });
  }

  async #show(title, contentFrom) {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    byId('dialog-title').textContent = title;
    byId('dialog-body').replaceChildren(element('p', { class: 'quiet', role: 'status' }, 'Reading…'));
    if (!this.dialog.open) this.dialog.showModal();
    const content = await contentFrom(asking.signal).catch((failure) =>
      element(
        'p',
        { class: 'notice', 'data-tone': 'bad', role: 'alert' },
        failure.title ?? 'It could not be read.',
      ),
    );
    if (!asking.signal.aborted) byId('dialog-body').replaceChildren(content);
  }
}

function detailsOf(job) {
  const facts = [
    ['Outcome', outcomeBadge(job)],
    ['Organization', nameOf(job.organization)],
    ['Type', typeText(job)],
    ['Module', job.module ?? 'not said'],
    ['Started', dateTimeText(job.startTime)],
    ['Finished', dateTimeText(job.finishTime)],
    ['Took', spanText(job.durationSeconds)],
    ['Backup size', sizeText(job.backupSizeBytes)],
    ['Entities', countsText(job.entities)],
    ['Records', countsText(job.records)],
    ['Job id', element('code', {}, job.id)],
  ];
  const entries = facts.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
  return element('dl', { class: 'details' }, ...entries);
}

function countsText({ successful, failed, skipped, warning, total }) {
  const parts = Object.entries({ successful, failed, skipped, warning }).filter(([, count]) => count > 0);
  return [`${countText(total)} in all`, ...parts.map(([name, count]) => `${countText(count)} ${name}`)].join(
    ', ',
  );
}

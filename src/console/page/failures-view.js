import { byId, element } from './element.js';
import { jobsTable } from './jobs-table.js';
import { countText } from './words.js';

/** The latest jobs that went wrong; undefined when the selection leaves them out. */
export function showFailures(answer, onJob) {
  byId('failures').replaceChildren(...contentOf(answer, onJob));
}

function contentOf(answer, onJob) {
  if (answer === undefined) return [sentence('The chosen outcome leaves failures out.')];
  const { data, page } = answer;
  if (data.length === 0) return [sentence('None in these days. That is how it should be.')];
  const table = jobsTable(data, { label: 'Latest failures', onJob });
  const more =
    page.totalItems > data.length
      ? [sentence(`The latest ${data.length} of ${countText(page.totalItems)}.`)]
      : [];
  return [table, ...more];
}

function sentence(text) {
  return element('p', { class: 'quiet' }, text);
}

import { byId, element } from './element.js';
import { failureGroups } from './failure-groups.js';
import { jobsTable } from './jobs-table.js';
import { countText, dateTimeText } from './words.js';

const MOST_GROUPS = 10;

/** What went wrong of late; undefined when the selection leaves failures out. */
export function showFailures(answer, onJob) {
  byId('failures').replaceChildren(...contentOf(answer, onJob));
}

function contentOf(answer, onJob) {
  if (answer === undefined) return [sentence('The chosen outcome leaves failures out.')];
  const { data, page } = answer;
  if (data.length === 0) return [sentence('None in these days. That is how it should be.')];
  const groups = failureGroups(data);
  const shown = groups.slice(0, MOST_GROUPS);
  const byJob = new Map(shown.map((group) => [group.latest, group]));
  const table = jobsTable([...byJob.keys()], {
    label: 'Latest failures',
    onJob,
    noteOf: (job) => noteOf(byJob.get(job)),
  });
  return [table, ...remarks({ page, read: data.length, left: groups.length - shown.length }).map(sentence)];
}

/** How often the same happened before, and since when. */
function noteOf({ others, since }) {
  return others === 0 ? undefined : `${countText(others)} more like it since ${dateTimeText(since)}`;
}

function remarks({ page, read, left }) {
  return [
    left > 0 ? `${countText(left)} more organizations and types have failures: filter to see them.` : '',
    page.totalItems > read ? `Of the latest ${countText(read)} of ${countText(page.totalItems)}.` : '',
  ].filter((text) => text !== '');
}

function sentence(text) {
  return element('p', { class: 'quiet' }, text);
}

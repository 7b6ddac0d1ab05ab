import { ask } from './api.client.js';

const FAILURES = ['failed', 'finishedWithException'];
/** The largest page: what is shown is grouped, so that one organization does not fill it. */
const MOST_FAILURES = 200;
/** What a browser has under way with one host at a time. */
const LANES = 6;

/** Reads what the page shows beside the calendar, all at once. Rejects with the first failure. */
export async function readBoard(parameters, signal) {
  const [organizations, summary, failures] = await Promise.all([
    ask('v1/organizations', {}, signal),
    ask('v1/jobs/summary', parameters, signal),
    readFailures(parameters, signal),
  ]);
  return { organizations, summary, failures };
}

/** Undefined when the selection leaves failures out. */
async function readFailures({ status, ...others }, signal) {
  const statuses = FAILURES.filter((failure) => status === '' || failure === status);
  if (statuses.length === 0) return undefined;
  return await ask('v1/jobs', { ...others, status: statuses.join(','), pageSize: MOST_FAILURES }, signal);
}

/**
 * Reads the days of each row: the service counts by day for what it is asked, so each organization is asked for by itself.
 * `onRow` gets the row and its days, undefined when it could not be read. Gives the failures.
 */
export async function readRows(rows, { parameters, signal, onRow }) {
  const waiting = [...rows];
  const failures = [];
  const lane = async () => {
    for (let row = waiting.shift(); row !== undefined && !signal.aborted; row = waiting.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- A lane asks for one row at a time.
      const days = await readDays(row, parameters, signal).catch((failure) => void failures.push(failure));
      if (!signal.aborted) onRow(row, days);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return failures;
}

async function readDays({ id }, parameters, signal) {
  const { byDay } = await ask('v1/jobs/summary', { ...parameters, organizationId: id }, signal);
  return byDay;
}

import { OUTCOMES, TYPES } from './vocabulary.js';

const DAY_MS = 86_400_000;
const DAYS = ['7', '30', '90'];
const ALLOWED = {
  type: Object.keys(TYPES),
  status: OUTCOMES.map(({ status }) => status).filter((status) => status !== 'unknown'),
  days: DAYS,
};

/** What is looked at, as the page's own address says it; what it says wrongly is left out. */
export function selectionOf(search) {
  const parameters = new URLSearchParams(search);
  const allowed = (name) => ALLOWED[name].find((value) => value === parameters.get(name)) ?? '';
  return {
    organizationId: parameters.get('organizationId') ?? '',
    type: allowed('type'),
    status: allowed('status'),
    days: allowed('days') || DAYS[0],
  };
}

/** The address of a selection; what goes without saying is not in it. */
export function addressOf({ days, ...filters }) {
  const said = Object.entries({ ...filters, days: days === DAYS[0] ? '' : days }).filter(
    ([, value]) => value,
  );
  const search = new URLSearchParams(said).toString();
  return search === '' ? './' : `?${search}`;
}

/**
 * The same for the API. The end is left to the service, and so is a beginning that is its own: what moves on as a whole
 * can be answered from copies of a minute ago, and from older ones while the vendor fails.
 */
export function parametersOf({ days, ...filters }, nowMs) {
  if (days === DAYS[0]) return filters;
  return { ...filters, from: new Date(nowMs - Number(days) * DAY_MS).toISOString() };
}

/** Whether anything is left out of what can be seen. */
export function isFiltered({ organizationId, type, status }) {
  return [organizationId, type, status].some((value) => value !== '');
}

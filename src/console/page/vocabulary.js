/** What a job can end with, the worst first: its letter in the calendar, its words, and the tone it is shown in. */
export const OUTCOMES = [
  { status: 'failed', letter: 'F', word: 'Failed', tone: 'bad' },
  { status: 'finishedWithException', letter: 'E', word: 'With exceptions', tone: 'warn' },
  { status: 'unknown', letter: '?', word: 'Unknown', tone: 'dim' },
  { status: 'inProgress', letter: 'R', word: 'Running', tone: 'busy' },
  { status: 'finished', letter: '✓', word: 'Finished', tone: 'good' },
];

/** The states of an organization, the worst first. */
export const HEALTHS = [
  {
    health: 'failing',
    word: 'Failing',
    tone: 'bad',
    shape: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.5 5.5l5 5m0-5l-5 5',
  },
  { health: 'late', word: 'Late', tone: 'warn', shape: 'M8 1.5L15 14.5H1zM8 6v4m0 2v.5' },
  {
    health: 'unknown',
    word: 'Unknown',
    tone: 'dim',
    shape: 'M1.5 1.5h13v13h-13zM6 6a2 2 0 1 1 2.6 2q-.6.3-.6 1.2m0 2.3v.5',
  },
  { health: 'ok', word: 'OK', tone: 'good', shape: 'M8 1a7 7 0 1 0 .01 0zM5 8.2l2.2 2.2L11.2 6' },
];

export const TYPES = {
  backup: 'Backup',
  restore: 'Restore',
  dryRun: 'Dry run',
  retention: 'Retention',
  auditBackup: 'Audit backup',
  export: 'Export',
};

export function outcomeOf(status) {
  return OUTCOMES.find((outcome) => outcome.status === status) ?? OUTCOMES[2];
}

/** The name of a type; of one the service does not know, what the vendor called it. */
export function typeText({ type, upstreamType }) {
  return TYPES[type] ?? `Unknown (${String(upstreamType ?? 'without a type')})`;
}

/** The name of an outcome; of one the service does not know, what the vendor called it. */
export function statusText({ status, upstreamStatus }) {
  return status === 'unknown'
    ? `Unknown (${String(upstreamStatus ?? 'without one')})`
    : outcomeOf(status).word;
}

/** The name to show for an organization: its id when nobody has named it. */
export function nameOf({ id, name }) {
  return name ?? id;
}

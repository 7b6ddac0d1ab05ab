/** The words both of the vendor's contracts and our own share, with the numbers the vendor gives them. */
export const JOB_TYPES = {
  backup: 1,
  restore: 2,
  dryRun: 4,
  retention: 8,
  auditBackup: 16,
  export: 32,
} as const;

export const JOB_STATUSES = {
  inProgress: 2,
  finished: 3,
  failed: 4,
  finishedWithException: 7,
} as const;

export type JobType = keyof typeof JOB_TYPES;
export type JobStatus = keyof typeof JOB_STATUSES;

// oxlint-disable typescript/no-unsafe-type-assertion -- The keys of a constant object are exactly its type's.
export const JOB_TYPE_NAMES = Object.keys(JOB_TYPES) as readonly JobType[];
export const JOB_STATUS_NAMES = Object.keys(JOB_STATUSES) as readonly JobStatus[];

/**
 * Jobs that went wrong in the same way, one group for each organization, type and outcome: what fails every hour would
 * hide all else in a list of single jobs. Jobs come newest first, and so do groups: `latest` is a job, `others` counts
 * those before it, `since` is the start of the first.
 */
export function failureGroups(jobs) {
  const groups = new Map();
  for (const job of jobs) {
    const key = JSON.stringify([job.organization.id, job.type, job.upstreamType, job.status]);
    const group = groups.get(key) ?? { latest: job, others: -1 };
    groups.set(key, { ...group, others: group.others + 1, since: job.startTime });
  }
  return [...groups.values()];
}

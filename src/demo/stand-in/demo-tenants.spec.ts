import { describe, expect, it } from 'vitest';

import { demoTenants } from './demo-tenants.js';
import { JobHistory } from './job-history.js';
import { statusAt } from './stand-in-job.js';

const START_MS = Date.parse('2026-11-20T09:30:00.000Z');
const MINUTE_MS = 60_000;

const organizations = demoTenants().flatMap((tenant) => tenant.organizations);

/** Jobs in progress at a time: those that end within nine minutes of it, and all. */
function inProgressAt(history: JobHistory, nowMs: number) {
  const running = organizations
    .flatMap((organization) => history.jobsOf(organization, nowMs))
    .filter((job) => statusAt(job, nowMs) === 'inProgress');
  return { all: running, soon: running.filter((job) => (job.finishMs ?? Infinity) - nowMs < 9 * MINUTE_MS) };
}

describe('demoTenants', () => {
  it('keeps a job in progress at any time, one that ends within minutes, and never a crowd', () => {
    const history = new JobHistory('demo', START_MS);
    for (let minute = 0; minute < 36 * 60; minute += 0.5) {
      const { all, soon } = inProgressAt(history, START_MS + minute * MINUTE_MS);
      expect(soon.length, `after ${minute} minutes`).toBeGreaterThan(0);
      expect(all.length, `after ${minute} minutes`).toBeLessThan(12);
    }
  });

  it('lets a job begin or end at least every two minutes, so that those who watch see something', () => {
    const history = new JobHistory('demo', START_MS);
    const endMs = START_MS + 36 * 60 * MINUTE_MS;
    const moments = organizations
      .flatMap((organization) => history.jobsOf(organization, endMs))
      .flatMap(({ startMs, finishMs = startMs }) => [startMs, finishMs])
      .filter((atMs) => atMs >= START_MS && atMs <= endMs)
      .toSorted((left, right) => left - right);
    const gapsMs = moments.map((atMs, index) => (moments[index + 1] ?? endMs) - atMs);
    expect(moments[0]).toBeLessThan(START_MS + 2 * MINUTE_MS);
    expect(Math.max(...gapsMs)).toBeLessThanOrEqual(2 * MINUTE_MS);
  });

  it('gives every organization and every client an id of its own, one of them outside RFC 9562', () => {
    const ids = organizations.map((organization) => organization.id);
    const clientIds = demoTenants().flatMap((tenant) => tenant.clients.map((client) => client.clientId));
    expect(new Set([...ids, ...clientIds]).size).toBe(ids.length + clientIds.length);
    expect(ids.filter((id) => !/^.{14}[1-8].{4}[89ab]/.test(id))).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';

import type { Job } from '../jobs/job.js';
import { parseOrganizationId } from '../organizations/organization.js';
import { EventLog } from './event-log.js';

const SALES = parseOrganizationId('69cb1ecc-f8e8-439b-8077-a4b7fd45e87f')!;
const change = { kind: 'created', job: { id: 'a' } as Job, previousStatus: null } as const;

describe('EventLog', () => {
  it('knows what came after each of its places, from the beginning on', () => {
    const log = new EventLog();
    const beginning = log.lastId;
    const entries = [log.add(SALES), log.add(SALES, change), log.add(SALES, change)];
    expect(log.after(beginning)).toEqual(entries);
    expect(log.after(entries[1]!.id)).toEqual([entries[2]]);
    expect(log.after(log.lastId)).toEqual([]);
  });

  it('keeps a thousand changes, and the place before the first of them', () => {
    const log = new EventLog();
    const entries = Array.from({ length: 1_002 }, () => log.add(SALES, change));
    expect(log.after(entries[0]!.id)).toBeUndefined();
    expect(log.after(entries[1]!.id)).toHaveLength(1_000);
  });

  it('does not grow where organizations come and go and nothing changes', () => {
    const log = new EventLog();
    const entries = Array.from({ length: 5_001 }, () => log.add(SALES));
    expect(log.after(entries[0]!.id)).toHaveLength(5_000);
  });

  it('has ids of its own, in no order', () => {
    const logs = [new EventLog(), new EventLog()];
    const ids = logs.flatMap((log) => [log.lastId, ...Array.from({ length: 100 }, () => log.add(SALES).id)]);
    expect(new Set(ids).size).toBe(202);
    expect(logs[1]!.after(ids[5]!)).toBeUndefined();
  });
});

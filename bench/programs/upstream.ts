import { setTimeout as sleep } from 'node:timers/promises';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { startStandIn } from '../../src/demo/stand-in/stand-in.server.js';
import { makeUpJobs } from './made-up-jobs.js';
import { answerParent, tellParent, wishText } from './parent.js';
import { CLIENT_ID, CLIENT_SECRET, type UpstreamPlace, type UpstreamWish } from './upstream-wish.js';

const { organizations: count, jobsEach, days, waitMs = 0 } = JSON.parse(wishText()) as UpstreamWish;
const nowMs = Date.now();

const organizations = Array.from({ length: count }, (_, index) => ({
  id: `69cb1ecc-f8e8-439b-8077-${String(index).padStart(12, '0')}`,
  name: `Organization ${index}`,
}));
const jobs = new Map(
  organizations.map(({ id }, organization) => [
    id,
    makeUpJobs({ organization, count: jobsEach, days, nowMs }),
  ]),
);

const standIn = await startStandIn({
  tenants: [
    {
      name: 'contoso',
      contract: 'get',
      clients: [{ clientId: CLIENT_ID, secrets: [CLIENT_SECRET] }],
      organizations,
    },
  ],
  port: 0,
  seed: 'bench',
  now: Date.now,
  jobs: ({ id }) => jobs.get(id) ?? [],
});
if (waitMs > 0) slowDown(standIn);
answerParent(() => standIn.jobRequests);
tellParent(placeOf(standIn));

/** Every answer about jobs takes that long. */
function slowDown({ faults }: StandIn): void {
  faults.next({ match: 'get', respond: () => sleep(waitMs, 'continue' as const), times: Infinity });
}

function placeOf({ url, tokenUrl }: StandIn): UpstreamPlace {
  return { url, tokenUrl, organizationIds: organizations.map(({ id }) => id) };
}

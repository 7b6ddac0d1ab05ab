import type { AskedList, ShownJob } from './chaos-answer.js';
import { ask, type Came } from './chaos-caller.js';
import type { Chance } from './chance.js';
import { DEADLINE_MS, FRESH_MS, STALE_MS, type ChaosClient, type Scene } from './chaos-scene.js';
import type { Replica } from './cluster.js';

const PAGE_SIZE = 20;
const MOST_PAGES = 60;

export interface Walk {
  readonly pages: readonly Came[];
  readonly faults: readonly string[];
}

/** Goes through a list by cursor, page by page, each from another replica perhaps: no job twice, and none of old missed. */
export async function walkPages(
  client: ChaosClient,
  replicaOf: () => Replica,
  chance: Chance,
  scene: Scene,
): Promise<Walk> {
  const begunMs = Date.now();
  const sort = chance.oneOf(['-startTime', 'startTime']);
  const pages: Came[] = [];
  const seen: string[] = [];
  let isWhole = true;
  let cursor: string | null = '';
  while (cursor !== null && pages.length < MOST_PAGES) {
    const came = await ask(replicaOf(), client, pageAfter(cursor, client, sort));
    pages.push(came);
    // A walk that was cut or refused says nothing more; each page it had is judged by itself.
    if (came === 'cut' || came.status !== 200) return { pages, faults: twice(seen) };
    isWhole &&=
      came.body.sources?.every(({ state, error }) => state !== 'failed' && error === undefined) === true;
    const data = came.body.data as readonly ShownJob[];
    seen.push(...data.map(({ id, organization }) => `${organization.id} ${id}`));
    cursor = came.body.page?.nextCursor ?? null;
  }
  const missed = isWhole && cursor === null ? missedOf(seen, client, scene, begunMs) : [];
  return { pages, faults: [...twice(seen), ...missed] };
}

function pageAfter(cursor: string, { organizations }: ChaosClient, sort: string): AskedList {
  const query = new URLSearchParams({ sort, pageSize: String(PAGE_SIZE) });
  if (cursor !== '') query.set('cursor', cursor);
  const common = { directive: 'none', organizations, types: [], statuses: [], mayBePartial: true } as const;
  return { ...common, kind: 'list', path: `/v1/jobs?${query.toString()}`, sort };
}

function twice(seen: readonly string[]): string[] {
  return seen.filter((key, index) => seen.indexOf(key) !== index).map((key) => `${key} came twice in a walk`);
}

/** What had started before the oldest copy that any page may have been made of. */
function missedOf(seen: readonly string[], client: ChaosClient, scene: Scene, begunMs: number): string[] {
  const oldestMs = begunMs - FRESH_MS - STALE_MS - DEADLINE_MS;
  const shown = new Set(seen);
  return client.organizations
    .flatMap((id) =>
      (scene.jobs.get(id) ?? []).map(({ jobId, startMs }) => ({ key: `${id} ${jobId}`, startMs })),
    )
    .filter(({ key, startMs }) => startMs < oldestMs && !shown.has(key))
    .map(({ key }) => `${key} was missed by a walk`);
}

import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DAY, SALES, startWorld, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { isAbout } from '../support/upstream.js';
import { MARK } from './hostile-answer.js';
import { UPSTREAM_CORPUS } from './upstream-corpus.js';

const ONE = `/v1/organizations/${SALES}/jobs?${DAY}`;
/** A copy is no longer fresh then. Not longer: days later, a copy of these days would stay fresh for longer. */
const PAUSE_MS = 61_000;
/** What lacks something may spare the upstream for as long, and says so. */
const MOMENT_MS = 5_000;
/** No wait that an upstream asks for outlasts it. */
const LONGEST_WAIT_MS = 301_000;
const UNPRINTABLE = /[\p{Cc}\u202e]/u;

let world: World;
const told = new Map<string, number>();

beforeAll(async () => {
  world = await startWorld({ environment: { UPSTREAM_RETRIES: '0', UPSTREAM_MAX_RESPONSE_MEGABYTES: '2' } });
});
afterAll(async () => {
  process.stdout.write(
    `${UPSTREAM_CORPUS.length} hostile upstream answers: ${[...told].map(([seen, times]) => `${times} told ${seen}`).join(', ')}\n`,
  );
  await world.close();
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(PAUSE_MS);
});

interface Source {
  readonly state: string;
  readonly totalItems: number;
  readonly error?: { readonly recordsLeftOut?: number };
}

/** The class of what a caller got: a problem, or how many jobs of an answer that was fetched for him. */
function seenIn(answer: Response): string {
  if (answer.status !== 200) return problemIn(answer);
  const [{ state, totalItems, error }] = answer.body.sources as [Source];
  const leftOut = error === undefined ? '' : `, ${error.recordsLeftOut ?? 'some'} left out`;
  return `${state === 'live' ? '' : `${state} `}${totalItems} jobs${leftOut}`;
}

describe('an upstream that answers', () => {
  it.each(UPSTREAM_CORPUS)(
    '$what, has callers told $seen, is not kept when faulty, and is believed again when it is well',
    async ({ respond, seen }) => {
      const linesBefore = world.service.logged.length;
      world.upstream.faults.next({ match: 'get', when: isAbout(SALES), times: Infinity, respond });
      const answer = await world.service.get(ONE);
      expect(seenIn(answer)).toBe(seen);
      told.set(seen, (told.get(seen) ?? 0) + 1);
      const isRead = answer.status === 200;
      // What was understood may be shown; of what was refused nothing is.
      const shown = isRead ? '' : answer.text + JSON.stringify(answer.headers);
      expect(shown).not.toContain(MARK);

      const lacksSomething = seen.endsWith('left out');
      if (lacksSomething) world.clock.advance(MOMENT_MS);
      const held = await world.service.get(ONE, { headers: { 'cache-control': 'only-if-cached' } });
      expect(held.status === 200).toBe(isRead && !lacksSomething);

      world.upstream.reset();
      world.clock.advance(seen.startsWith('503') ? LONGEST_WAIT_MS : PAUSE_MS);
      expect(seenIn(await world.service.get(ONE))).toBe('3 jobs');
      expect(world.upstream.jobRequests).toBe(1);
      const lines = world.service.logged.slice(linesBefore);
      for (const value of lines.flatMap((line) => Object.values(line))) {
        expect(String(value)).not.toContain(MARK);
        expect(String(value)).not.toMatch(UNPRINTABLE);
      }
    },
  );

  it('has left nothing on what every object is made of', () => {
    expect([Object.keys(Object.prototype), Object.keys(Array.prototype)]).toEqual([[], []]);
    expect(UPSTREAM_CORPUS.length).toBeGreaterThanOrEqual(200);
  });
});

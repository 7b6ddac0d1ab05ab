import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { FaultResponder } from '../../src/demo/stand-in/faults.js';
import type { ReceivedRequest } from '../../src/demo/stand-in/received-requests.js';
import { DAY, SALES, startWorld, TENANTS, type World } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { MARK } from './hostile-answer.js';
import { TOKEN_CORPUS } from './token-corpus.js';

const ONE = `/v1/organizations/${SALES}/jobs?${DAY}`;
/** No token, no copy and no pause after a refusal outlasts it. */
const LONGEST_LIFE_MS = 2 * 3_600_000;
const UNPRINTABLE = /[\p{Cc}\u202e]/u;

let world: World;
const told = new Map<string, number>();

beforeAll(async () => {
  world = await startWorld({ environment: { UPSTREAM_RETRIES: '0', CACHE_FRESH_SECONDS: '0' } });
});
afterAll(async () => {
  process.stdout.write(
    `${TOKEN_CORPUS.length} hostile token answers: ${[...told].map(([seen, times]) => `${times} told ${seen}`).join(', ')}\n`,
  );
  await world.close();
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(LONGEST_LIFE_MS);
});

const isForContoso = ({ body }: ReceivedRequest): boolean =>
  (body as { client_id?: string }).client_id === 'app-of-contoso';

/** A token that the upstream takes, got past the service. */
async function goodToken(): Promise<string> {
  const [client] = TENANTS[0]!.clients;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'dynamics.readwrite.all',
    client_id: client!.clientId,
    client_secret: client!.secrets![0]!,
  });
  const answer = await fetch(world.upstream.tokenUrl, { method: 'POST', body: form });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function seenIn(answer: Response): string {
  if (answer.status !== 200) return problemIn(answer);
  const [{ totalItems }] = answer.body.sources as [{ totalItems: number }];
  return `${totalItems} jobs`;
}

function begin(respond: FaultResponder): void {
  world.upstream.faults.next({ match: 'token', when: isForContoso, times: Infinity, respond });
}

describe('an identity service that answers', () => {
  it.each(TOKEN_CORPUS)(
    '$what, has callers told $seen, hands nothing of it on, and is believed again when it is well',
    async ({ respondWith, seen }) => {
      const linesBefore = world.service.logged.length;
      const token = await goodToken();
      begin(respondWith(token));
      const answer = await world.service.get(ONE);
      expect(seenIn(answer)).toBe(seen);
      told.set(seen, (told.get(seen) ?? 0) + 1);
      // Only what was understood as a token has been sent to the upstream.
      expect(world.upstream.jobRequests).toBe(answer.status === 200 ? 1 : 0);

      world.upstream.reset();
      world.clock.advance(LONGEST_LIFE_MS);
      expect(seenIn(await world.service.get(ONE))).toBe('3 jobs');
      const lines = world.service.logged.slice(linesBefore);
      for (const value of [answer.text, ...lines.flatMap((line) => Object.values(line))].map(String)) {
        expect(value).not.toContain(MARK);
        expect(value).not.toContain(token);
        expect(value).not.toMatch(UNPRINTABLE);
      }
    },
  );

  it('has left nothing on what every object is made of', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(TOKEN_CORPUS.length).toBeGreaterThanOrEqual(200);
  });
});

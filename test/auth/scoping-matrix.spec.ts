import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY, type World } from '../cache/small-world.js';
import { type Attempt, namingAttempts, type NamedOrganization } from './scoping-attempts.js';
import { readableOf } from './scoping-exchange.js';
import { faultIn, faultsOf, leakIn } from './scoping-faults.js';
import {
  ask,
  askedAbout,
  CALLERS,
  foreignTo,
  ROUTES,
  type ScopedCaller,
  type ScopingWorlds,
  startScopingWorlds,
  twinOf,
} from './scoping-world.js';

const SEED = 20_261_120;

let worlds: ScopingWorlds;

beforeAll(async () => {
  worlds = await startScopingWorlds();
});
afterAll(() => worlds.close());

const figures = { attempts: 0, answers: new Map<number, number>() };

/** What is wrong with the answers to one attempt; undefined when they tell nothing. */
async function faultOf(
  world: World,
  { method, foreign, twin, headers, mustRefuse }: Attempt,
  organizations: readonly NamedOrganization[],
): Promise<string | undefined> {
  const [one, other] = await Promise.all(
    ([foreign, twin] as const).map((path) => ask(world, path, headers, method)),
  );
  figures.attempts += 1;
  figures.answers.set(one!.status, (figures.answers.get(one!.status) ?? 0) + 1);
  const pair = { label: `${method} ${foreign}`, foreign: one!, twin: other!, mustRefuse };
  return faultIn(pair, organizations);
}

describe('an organization of others, named in any way there is', () => {
  it('takes in every documented route, and every way to name one', () => {
    expect(ROUTES.filter(({ takesOrganization }) => takesOrganization).length).toBeGreaterThanOrEqual(3);
    expect(ROUTES.length).toBeGreaterThanOrEqual(4);
  });

  it.each(CALLERS)(
    'is answered like one that does not exist, without asking upstream, to $name',
    async (caller) => {
      const [headers, foreign] = [await worlds.headersOf(caller.name), foreignTo(caller)];
      for (const name of ['cold', 'warm'] as const) {
        const world = worlds[name];
        world.upstream.reset();
        const options = {
          routes: ROUTES.filter(({ takesOrganization }) => takesOrganization),
          own: caller.sees[0]!,
          foreign,
          headers,
          cursors: worlds.cursors,
        };
        const attempts = namingAttempts(options, {
          count: 500,
          seed: SEED + name.length + caller.name.length,
        });
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(world.upstream.received.map(({ path }) => path)).toEqual([]);
      }
      // Nor did any of it drop what is held for others.
      await worlds.expectStillWarm();
    },
    600_000,
  );
});

describe('a job of others', () => {
  it.each(CALLERS)(
    'is answered like one that does not exist, and not looked for where it is, to $name',
    async (caller) => {
      const [headers, foreign, own] = [
        await worlds.headersOf(caller.name),
        foreignTo(caller),
        caller.sees[0]!,
      ];
      const routes = ROUTES.filter(({ template }) => template.endsWith('{jobId}'));
      const suffixes = ['', `organizationId=${own.id}`, `organizationId=${own.alias}`, DAY];
      const attempts = routes.flatMap(({ method, template }) =>
        foreign.flatMap(({ jobId }) =>
          suffixes.flatMap((suffix) =>
            headers.map((fields): Attempt => {
              const [path, twin] = [jobId, twinOf(jobId)].map(
                (id) => `${template.replace('{jobId}', id)}?${suffix}`,
              );
              return { method, foreign: path!, twin: twin!, headers: fields, mustRefuse: true };
            }),
          ),
        ),
      );
      for (const world of [worlds.cold, worlds.warm]) {
        // What the caller's own organizations have for that time is fetched before, so that both of a pair find it held.
        for (const path of new Set(attempts.map((attempt) => attempt.foreign)))
          await ask(world, path, headers[0]!);
        world.upstream.reset();
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    600_000,
  );
});

/** Every address that reads what the caller owns, from every place that anybody was given a cursor for. */
const readablePaths = (own: NamedOrganization): string[] =>
  ROUTES.filter(({ method }) => method === 'GET').flatMap(({ template, fixedQuery, parameters }) => {
    const path = template.replace('{organizationId}', own.alias).replace('{jobId}', own.jobId);
    const places = parameters.has('cursor')
      ? ['', ...worlds.cursors.map((cursor) => `cursor=${cursor}`)]
      : [''];
    return places.map((place) => `${path}?${[...fixedQuery, place].filter((part) => part !== '').join('&')}`);
  });

async function readTwice(world: World, { name, sees }: ScopedCaller): Promise<void> {
  for (const path of readablePaths(sees[0]!))
    for (let times = 0; times < 2; times += 1) await ask(world, path, { 'x-api-key': `key-${name}` });
}

describe('what another caller was given', () => {
  it.each(CALLERS)(
    'opens nothing to $name: neither a cursor, nor a tag, nor that it is held',
    async (caller) => {
      const [headers, foreign, own] = [
        await worlds.headersOf(caller.name),
        foreignTo(caller),
        caller.sees[0]!,
      ];
      const paths = readablePaths(own);
      const choices = paths.flatMap((path) => headers.map((fields) => ({ path, fields })));
      const attempts = [
        ...paths.map((path) => ({ path, fields: headers[0]! })),
        ...fc.sample(fc.constantFrom(...choices), { numRuns: 200, seed: SEED }),
      ];
      for (const world of [worlds.cold, worlds.warm]) {
        // The others come just before, often enough that their whole answers are held.
        for (const other of CALLERS.filter(({ name }) => name !== caller.name)) await readTwice(world, other);
        world.upstream.reset();
        const faults = await faultsOf(attempts, async ({ path, fields }) => {
          figures.attempts += 1;
          const answer = await ask(world, path, fields);
          figures.answers.set(answer.status, (figures.answers.get(answer.status) ?? 0) + 1);
          return leakIn(readableOf(answer), foreign);
        });
        expect(faults).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    600_000,
  );

  it('was tried often enough to mean something', () => {
    const answers = [...figures.answers]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${status}: ${times}`);
    process.stdout.write(
      `scoping matrix: ${figures.attempts} attempts over ${ROUTES.length} routes (${answers.join(', ')})\n`,
    );
    expect(figures.attempts).toBeGreaterThanOrEqual(5_000);
    // Refused by name, refused for its form, answered with the caller's own: the generator has to meet all of them.
    expect([...figures.answers.keys()]).toEqual(expect.arrayContaining([200, 304, 400, 404]));
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { World } from '../cache/small-world.js';
import type { NamedOrganization } from './scoping-attempts.js';
import { type Answer, exchange, readableOf } from './scoping-exchange.js';
import { faultIn, faultsOf, leakIn } from './scoping-faults.js';
import { type ScopedTool, type ToolAttempt, toolAttempts } from './scoping-tool-attempts.js';
import {
  askedAbout,
  CALLERS,
  foreignTo,
  type ScopingWorlds,
  startScopingWorlds,
  twinOf,
} from './scoping-world.js';

const SEED = 20_261_121;
/** The small world's day. */
const DAY_MEMBERS = '"from":"2026-11-19T12:00:00Z","to":"2026-11-20T12:00:00Z"';

let worlds: ScopingWorlds;
let tools: readonly ScopedTool[];

beforeAll(async () => {
  worlds = await startScopingWorlds();
  tools = await toolsOf(worlds.warm);
});
afterAll(() => worlds.close());

type Fields = Readonly<Record<string, string>>;

function send({ service }: World, body: string, headers: Fields): Promise<Answer> {
  const fields = { 'content-type': 'application/json', 'x-request-id': 'the-same', ...headers };
  return exchange(service.url, '/mcp', { method: 'POST', body, headers: fields });
}

/** Sends a call whose arguments are a JSON text. */
function call(world: World, { tool, given }: { tool: string; given: string }, headers: Fields) {
  const params = `{"name":"${tool}","arguments":${given}}`;
  return send(world, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`, headers);
}

/** Every tool that the service has: one that is added is taken in by itself. */
async function toolsOf(world: World): Promise<ScopedTool[]> {
  const { text } = await send(world, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', {
    'x-api-key': 'key-one',
  });
  const { result } = JSON.parse(text) as {
    result: { tools: { name: string; inputSchema: { properties?: object } }[] };
  };
  return result.tools.map(({ name, inputSchema: { properties = {} } }) => ({
    name,
    parameters: Object.keys(properties),
  }));
}

const figures = { calls: 0, answered: 0 };

async function faultOf(
  world: World,
  { tool, foreign, twin, headers }: ToolAttempt,
  organizations: readonly NamedOrganization[],
): Promise<string | undefined> {
  const [one, other] = await Promise.all(
    [foreign, twin].map((given) => call(world, { tool, given }, headers)),
  );
  figures.calls += 1;
  const pair = { label: `${tool} ${foreign}`, foreign: one!, twin: other!, mustRefuse: true };
  return faultIn(pair, organizations);
}

describe('an organization of others, named to a tool in any way there is', () => {
  it.each(CALLERS)(
    'is answered like one that does not exist, without asking upstream, to $name',
    async (caller) => {
      const [headers, foreign, own] = [
        await worlds.headersOf(caller.name),
        foreignTo(caller),
        caller.sees[0]!,
      ];
      for (const name of ['cold', 'warm'] as const) {
        const world = worlds[name];
        world.upstream.reset();
        const attempts = toolAttempts(
          { tools, own, foreign, headers, cursors: worlds.cursors },
          { count: 200, seed: SEED + name.length + caller.name.length },
        );
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(world.upstream.received).toEqual([]);
      }
      await worlds.expectStillWarm();
    },
    600_000,
  );
});

describe('a job of others, asked of a tool', () => {
  it.each(CALLERS)(
    'is answered like one that does not exist, and not looked for where it is, to $name',
    async (caller) => {
      const [headers, foreign, own] = [
        await worlds.headersOf(caller.name),
        foreignTo(caller),
        caller.sees[0]!,
      ];
      const suffixes = ['', `,"organizationId":"${own.id}"`, `,"organizationId":["${own.alias}"]`];
      const attempts = tools
        .filter(({ parameters }) => parameters.includes('jobId'))
        .flatMap(({ name: tool }) =>
          foreign.flatMap(({ jobId }) =>
            suffixes.flatMap((suffix) =>
              headers.map((fields) => ({
                tool,
                foreign: `{"jobId":"${jobId}"${suffix}}`,
                twin: `{"jobId":"${twinOf(jobId)}"${suffix}}`,
                headers: fields,
              })),
            ),
          ),
        );
      expect(attempts.length).toBeGreaterThan(50);
      for (const world of [worlds.cold, worlds.warm]) {
        // What the caller's own organizations have for that time is fetched before, so that both of a pair find it held.
        const asked = new Map(attempts.map(({ tool, foreign: given }) => [tool + given, { tool, given }]));
        for (const each of asked.values()) await call(world, each, { 'x-api-key': `key-${caller.name}` });
        world.upstream.reset();
        expect(await faultsOf(attempts, (attempt) => faultOf(world, attempt, foreign))).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    600_000,
  );
});

describe('what another caller was given', () => {
  it.each(CALLERS)(
    'opens nothing to $name through a tool, by whichever way in',
    async (caller) => {
      const [headers, foreign, own] = [
        await worlds.headersOf(caller.name),
        foreignTo(caller),
        caller.sees[0]!,
      ];
      const calls = tools.flatMap(({ name: tool, parameters }) => {
        const window = parameters.includes('from') ? DAY_MEMBERS : '';
        if (parameters.includes('jobId')) return [{ tool, given: `{"jobId":"${own.jobId}"}` }];
        const places = parameters.includes('cursor') ? worlds.cursors : [];
        return [
          { tool, given: `{${window}}` },
          ...places.map((cursor) => ({ tool, given: `{"cursor":"${cursor}"}` })),
        ];
      });
      for (const world of [worlds.cold, worlds.warm]) {
        world.upstream.reset();
        const attempts = calls.flatMap((each) => headers.map((fields) => ({ each, fields })));
        const faults = await faultsOf(attempts, async ({ each, fields }) => {
          figures.calls += 1;
          const answer = await call(world, each, fields);
          if (answer.text.includes('"structuredContent"')) figures.answered += 1;
          return leakIn(readableOf(answer), foreign);
        });
        expect(faults).toEqual([]);
        expect(askedAbout(world, foreign)).toEqual([]);
      }
    },
    600_000,
  );

  it('was tried often enough, with calls that are answered among them', () => {
    process.stdout.write(
      `scoping of tools: ${figures.calls} calls of ${tools.length} tools, ${figures.answered} answered\n`,
    );
    expect(tools.length).toBeGreaterThanOrEqual(4);
    expect(figures.calls).toBeGreaterThanOrEqual(3_000);
    expect(figures.answered).toBeGreaterThanOrEqual(300);
  });
});

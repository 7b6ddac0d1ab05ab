import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';
import { connectClient, post } from './mcp-client.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly schema: object;
    readonly required: boolean;
  }[];
}

const { paths } = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, { get?: Operation }>;
};

let world: World;

beforeAll(async () => {
  // The tools are there whether or not the document is served.
  world = await startWorld({ environment: { DOCS_ENABLED: 'false' } });
});
afterAll(() => world.close());

describe('the list of tools', () => {
  it.each([
    ['list_jobs', '/v1/jobs'],
    ['summarize_jobs', '/v1/jobs/summary'],
    ['list_organizations', '/v1/organizations'],
    ['get_job', '/v1/jobs/{jobId}'],
  ])('has %s with exactly the parameters of %s', async (name, path) => {
    const client = await connectClient(world.service.url);
    const tool = (await client.tools()).find((each) => each.name === name);
    const parameters = paths[path]?.get?.parameters ?? [];
    const { properties = {}, required } = tool?.inputSchema ?? {};
    expect(Object.keys(properties).toSorted()).toEqual(parameters.map((each) => each.name).toSorted());
    for (const parameter of parameters) expect(properties[parameter.name]).toMatchObject(parameter.schema);
    expect(required).toEqual(parameters.filter((each) => each.required).map((each) => each.name));
    expect(tool?.annotations?.readOnlyHint).toBe(true);
  });

  it('has no other tool', async () => {
    const client = await connectClient(world.service.url);
    const names = (await client.tools()).map(({ name }) => name);
    expect(names).toEqual(['list_jobs', 'summarize_jobs', 'list_organizations', 'get_job']);
  });

  it('holds schemas that stand alone', async () => {
    const answer = await post(world.service.url, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}');
    const text = await answer.text();
    expect(text).toContain('#/$defs/Job');
    expect(text).not.toContain('#/components/');
  });

  it('is had without a session, and without an introduction', async () => {
    const answer = await post(world.service.url, '{"jsonrpc":"2.0","id":"a","method":"tools/list"}');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('mcp-session-id')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('costs the upstream nothing', () => {
    expect(world.upstream.received).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { DAY, startWorld, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

const tagOf = async (path: string): Promise<string> =>
  (await world.service.get(path)).headers['etag'] as string;
const ask = (path: string, tag: string) => world.service.get(path, { headers: { 'if-none-match': tag } });

describe('an entity tag', () => {
  it('stays while only ages, states and times of fetching change', async () => {
    const tag = await tagOf(PATH);
    expect(tag).toMatch(/^W\/"/);
    world.clock.advance(30_000);
    expect(await tagOf(PATH)).toBe(tag);
    world.clock.advance(60_000);
    expect(await tagOf(PATH)).toBe(tag);
    expect(world.upstream.jobRequests).toBe(6);
  });

  it('differs by page, and by what is missing', async () => {
    const tag = await tagOf(PATH);
    expect(await tagOf(`${PATH}&pageSize=1`)).not.toBe(tag);
    world.clock.advance(60_000);
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 400 }) });
    expect(await tagOf(PATH)).not.toBe(tag);
  });

  it.each([
    ['the list of organizations', () => '/v1/organizations'],
    ['the jobs of an organization', () => `/v1/organizations/sales/jobs?${DAY}`],
    ['one job', (jobId: string) => `/v1/jobs/${jobId}`],
  ])('is on %s, too', async (_what, pathOf) => {
    const { body } = await world.service.get(PATH);
    const path = pathOf(body.data[0].id as string);
    expect((await ask(path, await tagOf(path))).status).toBe(304);
  });
});

describe('If-None-Match', () => {
  it.each([
    ['the tag', (tag: string) => tag],
    ['the tag without its weakness', (tag: string) => tag.replace('W/', '')],
    ['a list with the tag', (tag: string) => `"other", ${tag}`],
    ['*', () => '*'],
  ])('with %s is answered 304, without a body, with the header of the answer', async (_what, headerOf) => {
    const { headers } = await world.service.get(PATH);
    const answer = await ask(PATH, headerOf(headers['etag'] as string));
    expect(answer.status).toBe(304);
    expect(answer.text).toBe('');
    const { etag, 'cache-control': cacheControl, age, vary, link } = headers;
    expect(answer.headers).toMatchObject({ etag, 'cache-control': cacheControl, age, vary, link });
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('with another tag is answered in full', async () => {
    const answer = await ask(PATH, '"other"');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toHaveLength(9);
  });

  it('does not turn a failure into 304', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 400 }), times: 3 });
    expect((await ask(PATH, '*')).status).toBe(502);
    expect((await ask('/v1/jobs?bad=1', '*')).status).toBe(400);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientEntry } from '../support/service.js';
import { CARE, DAY, SALES, SERVICE, startWorld, type World } from './small-world.js';

const PATH = `/v1/jobs?${DAY}`;
const WHO = {
  everybody: { key: 'key-e' },
  sales: { key: 'key-s' },
  care: { key: 'key-c' },
  salesToo: { key: 'key-t' },
};
let world: World;

beforeAll(async () => {
  const clients = [
    clientEntry('everybody', 'key-e'),
    clientEntry('sales', 'key-s', [SALES]),
    clientEntry('care', 'key-c', ['care']),
    clientEntry('sales-too', 'key-t', ['SALES']),
  ];
  world = await startWorld({ clients });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

interface ListAnswer {
  readonly data: readonly { readonly organization: { readonly id: string } }[];
  readonly sources: readonly { readonly organizationId: string }[];
}

/** The organizations anything in an answer is of. */
const seenIn = ({ data, sources }: ListAnswer): string[] =>
  [
    ...new Set([
      ...data.map(({ organization }) => organization.id),
      ...sources.map(({ organizationId }) => organizationId),
    ]),
  ].toSorted();

describe('two callers with different organizations', () => {
  it('never share an answer, whoever came first and however often', async () => {
    const expected = { everybody: [SALES, CARE, SERVICE].toSorted(), sales: [SALES], care: [CARE] };
    for (const who of [
      'everybody',
      'sales',
      'care',
      'everybody',
      'sales',
      'care',
      'care',
      'sales',
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- The order is what is tested.
      const { body } = await world.service.get(PATH, WHO[who]);
      expect([who, ...seenIn(body)]).toEqual([who, ...expected[who]]);
    }
    expect(world.upstream.jobRequests).toBe(3);
  });

  it('do not share the list of organizations', async () => {
    await world.service.get('/v1/organizations', WHO.everybody);
    const { body } = await world.service.get('/v1/organizations', WHO.sales);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([SALES]);
  });

  it('do not learn from the tag of one that the other has the same', async () => {
    const { headers } = await world.service.get(PATH, WHO.everybody);
    const answer = await world.service.get(PATH, {
      ...WHO.sales,
      headers: { 'if-none-match': headers['etag'] as string },
    });
    expect(answer.status).toBe(200);
    expect(seenIn(answer.body)).toEqual([SALES]);
  });

  it('do not find each other’s jobs among the copies', async () => {
    const { body } = await world.service.get(`${PATH}&organizationId=care`, WHO.everybody);
    const path = `/v1/jobs/${body.data[0].id as string}`;
    expect((await world.service.get(path, WHO.care)).status).toBe(200);
    const answer = await world.service.get(path, WHO.sales);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(CARE);
    expect(world.upstream.received.filter(({ query }) => query.get('organizationId') === SALES)).toHaveLength(
      1,
    );
  });

  it('go on in their own jobs with a cursor of the other', async () => {
    const first = await world.service.get(`${PATH}&pageSize=1`, WHO.everybody);
    const next = await world.service.get(
      `${PATH}&pageSize=50&cursor=${first.body.page.nextCursor as string}`,
      WHO.sales,
    );
    expect(next.status).toBe(200);
    expect(seenIn(next.body)).toEqual([SALES]);
  });

  it('share copies where both may see the organization, without being told apart', async () => {
    const first = await world.service.get(PATH, WHO.sales);
    const second = await world.service.get(PATH, WHO.salesToo);
    expect(second.body.data).toEqual(first.body.data);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(world.upstream.jobRequests).toBe(1);
  });
});

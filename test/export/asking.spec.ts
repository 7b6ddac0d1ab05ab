import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { CARE, DAY, SALES, startWorld, type World } from '../cache/small-world.js';
import { documentedRoutes } from '../openapi/document.js';
import { clientEntry, KEY } from '../support/service.js';
import { download, type Download, type DownloadOptions } from './download.js';
import { parseTable } from './parse-csv.js';

const OWN = 'key-of-care';
let world: World;
beforeAll(async () => {
  world = await startWorld({ clients: [clientEntry('all', KEY), clientEntry('care', OWN, [CARE])] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.advance(3_600_000);
  world.upstream.reset();
});

const exported = (query: string, options?: DownloadOptions): Promise<Download> =>
  download(`${world.service.url}/v1/jobs/export?${query}`, options);

interface Problem {
  readonly type: string;
  readonly detail: string;
  readonly errors: readonly { readonly parameter: string }[];
}
const problemOf = ({ text }: Download): Problem => JSON.parse(text) as Problem;

describe('the format of an export', () => {
  it.each([
    ['', undefined, 'text/csv'],
    ['', 'application/x-ndjson', 'application/x-ndjson'],
    ['', 'text/csv;q=0.2, application/x-ndjson;q=0.9', 'application/x-ndjson'],
    ['&format=csv', 'application/x-ndjson', 'text/csv'],
    ['&format=ndjson', 'application/json', 'application/x-ndjson'],
    ['&format=ndjson', 'text/html', 'application/x-ndjson'],
  ])('with "%s" and Accept %s is %s', async (query, accept, mediaType) => {
    const { status, headers } = await exported(
      DAY + query,
      accept === undefined ? {} : { headers: { accept } },
    );
    expect({ status, mediaType: headers['content-type']?.split(';')[0] }).toEqual({ status: 200, mediaType });
  });

  it.each(['application/json', 'text/html', 'text/csv;q=0, application/x-ndjson;q=0'])(
    'is refused for Accept %s, and the upstream is not asked',
    async (accept) => {
      const answer = await exported(DAY, { headers: { accept } });
      expect(answer.status).toBe(406);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(problemOf(answer)).toMatchObject({ type: '/problems/not-acceptable' });
      expect(world.upstream.received).toEqual([]);
    },
  );
});

describe('openapi.json', () => {
  it('documents both formats of an export, and that of its failures', () => {
    const route = documentedRoutes().find(({ path }) => path === '/v1/jobs/export');
    const responses = route?.operation.responses as Record<string, { content: object }>;
    expect(Object.keys(responses['200']?.content ?? {})).toEqual(['text/csv', 'application/x-ndjson']);
    expect(Object.keys(responses['406']?.content ?? {})).toEqual(['application/problem+json']);
    expect(responses).not.toHaveProperty('304');
  });
});

describe('the parameters of an export', () => {
  it('are those of the list: its address becomes that of the file, which has all of its pages', async () => {
    const list = await world.service.get(`/v1/jobs?${DAY}&pageSize=2`);
    const { totalItems, nextCursor } = list.body.page as { totalItems: number; nextCursor: string };
    const pages = ['&pageSize=2&page=2', `&pageSize=2&cursor=${nextCursor}`];
    const files = await Promise.all(pages.map((page) => exported(DAY + page)));
    expect(files.map(({ text }) => parseTable(text).length)).toEqual([totalItems, totalItems]);
    expect(totalItems).toBe(9);
  });

  it.each([
    ['bad=1', ['bad']],
    ['format=xlsx', ['format']],
    ['format=CSV', ['format']],
    ['format=csv&format=csv', ['format']],
    ['format=&page=0&allowPartial=yes', ['allowPartial', 'format', 'page']],
    ['from=2025-01-01&to=2026-11-19&format=json', ['format', 'from']],
  ])('%s are refused, each by its name', async (query, names) => {
    const answer = await exported(query);
    expect(answer.status).toBe(400);
    expect(
      problemOf(answer)
        .errors.map(({ parameter }) => parameter)
        .toSorted(),
    ).toEqual(names);
    expect(world.upstream.received).toEqual([]);
  });
});

describe('a caller of the export', () => {
  it('gets only the jobs of their own organizations, also from copies that another caller has warmed', async () => {
    expect(parseTable((await exported(DAY)).text).map(({ organizationId }) => organizationId)).toContain(
      SALES,
    );
    const { text } = await exported(DAY, { key: OWN });
    const rows = parseTable(text);
    expect(new Set(rows.map(({ organizationId }) => organizationId))).toEqual(new Set([CARE]));
    expect(text).not.toContain(SALES);
  });

  it('gets for an organization of others the 404 of one that nobody has', async () => {
    const ids = [SALES, 'sales', '00000000-0000-0000-0000-000000000001'];
    const answers = await Promise.all(ids.map((id) => exported(`organizationId=${id}`, { key: OWN })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map((answer) => problemOf(answer).detail)).size).toBe(1);
    expect(world.upstream.received).toEqual([]);
  });

  it('without a valid key gets 401', async () => {
    expect((await exported(DAY, { key: 'wrong' })).status).toBe(401);
    expect(world.upstream.received).toEqual([]);
  });
});

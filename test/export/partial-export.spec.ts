import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { sendRaw } from '../errors/raw-http.js';
import { CARE, SALES, startWorld, tenantOf, type World } from '../jobs/world.js';
import { KEY } from '../support/service.js';
import { isAbout } from '../support/upstream.js';
import { download, type Download } from './download.js';
import { parseTable } from './parse-csv.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ tenants: [tenantOf({ organizations: [SALES, CARE] })] });
});
beforeEach(() => {
  world.upstream.reset();
  world.clock.advance(61_000);
});
afterAll(() => world.close());

const exported = (query: string): Promise<Download> =>
  download(`${world.service.url}/v1/jobs/export?${query}`);

function failSales(): void {
  world.upstream.faults.next({ match: 'get', when: isAbout(SALES.id), respond: answerWith({ status: 500 }) });
}

/** The bytes of an answer, as a caller with this version of HTTP gets them. */
function rawExport(method: string, version: string, query: string) {
  const fields = ['Host: x', `X-Api-Key: ${KEY}`, 'Connection: close'].join('\r\n');
  return sendRaw(
    world.service.url,
    `${method} /v1/jobs/export?${query} HTTP/${version}\r\n${fields}\r\n\r\n`,
  );
}

describe('an export without one of its organizations', () => {
  it.each(['', 'allowPartial=false', 'format=ndjson'])(
    'fails before its first byte with "%s", with the problem of that organization',
    async (query) => {
      failSales();
      const { status, headers, text } = await exported(query);
      expect(status).toBe(502);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(headers).not.toHaveProperty('content-disposition');
      expect(JSON.parse(text)).toMatchObject({
        type: '/problems/upstream-unavailable',
        sources: [
          { organizationId: SALES.id, state: 'failed' },
          { organizationId: CARE.id, state: 'live' },
        ],
      });
    },
  );

  it('has the others with allowPartial=true, and ends with a trailer that says so', async () => {
    failSales();
    const { status, headers, trailers, text, isWhole } = await exported('allowPartial=true');
    expect({ status, isWhole, trailers }).toEqual({
      status: 200,
      isWhole: true,
      trailers: { 'x-partial': 'true' },
    });
    expect(headers['trailer']?.toLowerCase()).toBe('x-partial');
    expect(headers).not.toHaveProperty('x-partial');
    const { data } = await world.list('/v1/jobs?organizationId=care&pageSize=200');
    expect(parseTable(text).map(({ id }) => id)).toEqual(data.map(({ id }) => id));
    expect(data.length).toBeGreaterThan(0);
  });

  it('has no trailer when nothing is missing after all', async () => {
    const { trailers, headers } = await exported('allowPartial=true');
    expect(trailers).toEqual({});
    expect(headers).not.toHaveProperty('trailer');
  });

  it('is a failure when all of them are missing, whatever is allowed', async () => {
    world.upstream.faults.next({ match: 'get', respond: answerWith({ status: 500 }), times: 2 });
    expect((await exported('allowPartial=true')).status).toBe(502);
  });
});

describe('the mark of a partial export', () => {
  it('stands behind the last chunk on the wire', async () => {
    failSales();
    const answer = await rawExport('GET', '1.1', 'allowPartial=true');
    expect(answer?.headers).toMatchObject({ 'transfer-encoding': 'chunked', trailer: 'x-partial' });
    expect(answer?.text).toMatch(/\r\n0\r\nx-partial: true\r\n\r\n$/);
  });

  it('stands in the header for HTTP/1.0, which has neither chunks nor trailers', async () => {
    failSales();
    const answer = await rawExport('GET', '1.0', 'allowPartial=true');
    expect(answer?.headers).toMatchObject({ 'x-partial': 'true' });
    expect(answer?.headers).not.toHaveProperty('transfer-encoding');
    expect(answer?.headers).not.toHaveProperty('trailer');
    expect(parseTable(answer?.text ?? '').length).toBeGreaterThan(0);
  });

  it.each(['1.0', '1.1'])(
    'does not keep HEAD over HTTP/%s from the header of GET without a body',
    async (version) => {
      failSales();
      const answer = await rawExport('HEAD', version, 'allowPartial=true');
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect(answer?.headers['content-type']).toContain('text/csv');
      expect(answer?.headers[version === '1.0' ? 'x-partial' : 'trailer']).toBeDefined();
    },
  );
});

import { describe, expect, it } from 'vitest';

import { JobsApi } from './jobs-api.js';
import type { ReceivedRequest } from './received-requests.js';
import { plantJob } from './stand-in-job.js';
import { fillTenant, type StandInTenant } from './tenants.js';

const NOW_MS = Date.parse('2026-11-20T12:00:00.000Z');
const SALES = { id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f', name: 'Contoso Sales' };
const FINANCE = { id: '4D8F9A21-77C3-0E12-05B6-3C9D1F2E8A47', name: 'Contoso Finance' };
const RANGE = { startTime: '2026-11-19T12:00:00Z', finishTime: '2026-11-20T12:00:00Z' };

const api = new JobsApi((organization) =>
  Array.from({ length: organization.id === SALES.id ? 23 : 2 }, (_, index) =>
    plantJob(NOW_MS - 100_000 - index * 1000, { jobId: `${organization.name}-${index}` }),
  ),
);

function tenantWith(choices: Partial<StandInTenant> = {}) {
  return fillTenant({ name: 'contoso', clients: [], organizations: [SALES, FINANCE], ...choices });
}

function request(changes: Partial<ReceivedRequest> & { route: 'get' | 'post' }) {
  const nothing = { path: '', headers: {}, tokenSha256: undefined, body: undefined, receivedAtMs: NOW_MS };
  return { ...nothing, method: changes.route.toUpperCase(), query: new URLSearchParams(), ...changes };
}

function get(parameters: Record<string, string>, choices?: Partial<StandInTenant>) {
  const query = new URLSearchParams({ type: '0', ...RANGE, ...parameters });
  return api.answer(request({ route: 'get', query }), tenantWith(choices), NOW_MS);
}

function post(
  members: Record<string, unknown>,
  contentType = 'application/json',
  choices: Partial<StandInTenant> = {},
) {
  const body = { startTime: RANGE.startTime, endTime: RANGE.finishTime, ...members };
  const asked = request({ route: 'post', body, headers: { 'content-type': contentType } });
  return api.answer(asked, tenantWith({ contract: 'post', answerShape: 'earlier', ...choices }), NOW_MS);
}

interface CurrentPage {
  readonly nextLink: string;
  readonly jobs: readonly { jobId: string }[];
}

function pageOf(parameters: Record<string, string>, choices?: Partial<StandInTenant>): CurrentPage {
  return JSON.parse(JSON.stringify(get(parameters, choices).body));
}

/** What every page holds, read until one is empty. */
function jobIdsOnPages(pageSize: number): readonly (readonly string[])[] {
  const pages: string[][] = [];
  for (let pageIndex = 1; ; pageIndex += 1) {
    const { jobs } = pageOf({
      pageIndex: String(pageIndex),
      pageSize: String(pageSize),
      organizationId: SALES.id,
    });
    if (jobs.length === 0) return pages;
    pages.push(jobs.map((job) => job.jobId));
  }
}

describe('JobsApi', () => {
  it.each([1, 7, 23, 100])('shows every job once on pages of %i, the last one shorter', (pageSize) => {
    const pages = jobIdsOnPages(pageSize);
    expect(pages).toHaveLength(Math.ceil(23 / pageSize));
    expect(pages.flat()).toEqual(Array.from({ length: 23 }, (_, index) => `Contoso Sales-${index}`));
  });

  it('cuts a page that is too large without a word, and says the size it used', () => {
    const page = pageOf({ pageSize: '5000' }, { maxPageSize: 20 });
    expect(page).toMatchObject({ totalCount: 25, pageIndex: 1, pageSize: 20 });
    expect(page.jobs).toHaveLength(20);
  });

  it('refuses such a page where the tenant has it so', () => {
    const choices = { maxPageSize: 20, largerPages: 'refused' } as const;
    expect(get({ pageSize: '21' }, choices)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'pageSize' }] },
    });
    expect(get({ pageSize: '20' }, choices).status).toBe(200);
    const large = { pageInfo: { currentPage: 1, pageSize: 101 } };
    expect(post(large).status).toBe(200);
    expect(post(large, 'application/json', { largerPages: 'refused' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'pageInfo.pageSize' }] },
    });
  });

  it('knows no end of a range that is misnamed, where the tenant asks for none', () => {
    const early = { startTime: '2026-11-20T11:57:00Z', finishTime: '2026-11-20T11:57:10Z' };
    expect(get(early).body).toMatchObject({ totalCount: 0 });
    const other = { rangeEndName: 'endTime' } as const;
    expect(get(early, other).status).toBe(400);
    expect(get(early, { ...other, isRangeEndRequired: false }).body).toMatchObject({ totalCount: 25 });
  });

  it('links to the next page in the documented odd way, and from the last one to nothing', () => {
    expect(pageOf({ pageSize: '20' }).nextLink).toMatch(
      /^\/jobs\?pageIndex=2&pageSize=20&type=0&startTime=2026-11-19T12%3A00%3A00Z&finishTime=/,
    );
    expect(get({ pageSize: '20', pageIndex: '2' }).body).toMatchObject({ nextLink: '' });
  });

  it('answers for one organization, in any letter case, or for all of the tenant', () => {
    expect(get({ organizationId: FINANCE.id.toLowerCase() }).body).toMatchObject({ totalCount: 2 });
    expect(get({}).body).toMatchObject({ totalCount: 25 });
    expect(post({ organizationId: FINANCE.id }).body).toMatchObject({ totalNumber: 2 });
  });

  it('answers in the earlier shape with words for type and status', () => {
    const { body } = post({ pageInfo: { currentPage: 3, pageSize: 10 } });
    const record: unknown = expect.objectContaining({ type: 'Backup', status: 'Finished' });
    expect(body).toEqual({ totalNumber: 25, result: Array.from({ length: 5 }, () => record) });
  });

  it('wraps the current shape for a tenant of the newer kind', () => {
    const { body } = get({ pageSize: '100' }, { answerShape: 'wrapped' });
    const data = { totalCount: 25, nextLink: null, pageIndex: 1, pageSize: 100 };
    expect(body).toMatchObject({ statusCode: 200, message: null, errors: null, data });
    expect(body).toHaveProperty('requestId');
    expect(body).toHaveProperty('traceId');
  });

  it('refuses a question with faults by the documented body', () => {
    const { status, body } = get({ type: '3' });
    expect(status).toBe(400);
    expect(body).toEqual({
      statusCode: 400,
      message: expect.any(String),
      errors: [{ code: 'InvalidParameter', field: 'type', message: expect.any(String) }],
      requestId: expect.any(String),
      timestamp: '2026-11-20T12:00:00.000Z',
      traceId: expect.any(String),
    });
  });

  it.each([
    ['without a known token', 401, () => api.answer(request({ route: 'get' }), undefined, NOW_MS)],
    ['for an organization of another tenant', 403, () => get({ organizationId: SALES.id.replace('6', '7') })],
    ['by GET where the tenant has only POST', 404, () => get({}, { contract: 'post' })],
    [
      'by POST where the tenant has only GET',
      404,
      () => api.answer(request({ route: 'post' }), tenantWith({ contract: 'get' }), NOW_MS),
    ],
    [
      'with a method of another contract',
      405,
      () => api.answer(request({ route: 'get', method: 'POST' }), tenantWith(), NOW_MS),
    ],
    ['with a body of another media type', 415, () => post({}, 'text/plain')],
  ])('refuses a question %s with %i', (_reason, status, ask) => {
    expect(ask()).toEqual({
      status,
      body: { traceId: expect.any(String), error: expect.any(String), statusCode: status },
    });
  });
});

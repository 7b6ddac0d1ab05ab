import { describe, expect, it } from 'vitest';

import type { Asked, AskedList, Exchange, ShownBody, ShownJob, ShownSource } from './chaos-answer.js';
import { faultsOf } from './chaos-model.js';
import { DEADLINE_MS, FRESH_MS, sceneOf, STALE_MS } from './chaos-scene.js';
import { statusesOf } from './source-rules.js';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-20T12:10:00.000Z');
const scene = sceneOf('model', NOW_MS - 600_000);
const [FIRST = '', SECOND = '', THIRD = ''] = scene.organizationIds;
const WINDOW = { from: '2026-11-20T12:00:00.000Z', to: '2026-11-20T12:11:00.000Z' };
const FETCHED = new Date(NOW_MS - 500).toISOString();

const asked: AskedList = {
  kind: 'list',
  path: '/v1/jobs',
  directive: 'none',
  organizations: [FIRST, SECOND],
  types: [],
  statuses: [],
  sort: '-startTime',
  mayBePartial: true,
};

/** What the upstream has of an organization in the window, as it stood when it was fetched. */
function jobsOf(id: string): ShownJob[] {
  const atMs = NOW_MS - 500;
  return (scene.jobs.get(id) ?? [])
    .filter(({ startMs }) => startMs >= Date.parse(WINDOW.from) && startMs <= atMs)
    .map((job) => ({
      id: job.jobId,
      type: job.type,
      status: statusesOf(job, [atMs, atMs])[0] ?? '',
      startTime: new Date(job.startMs).toISOString(),
      finishTime: null,
      organization: { id },
    }));
}

const sourceOf = (organizationId: string, changes: Partial<ShownSource> = {}): ShownSource => ({
  organizationId,
  state: 'live',
  fetchedAt: FETCHED,
  totalItems: jobsOf(organizationId).length,
  ...changes,
});

const failed = (organizationId: string, type = '/problems/circuit-open'): ShownSource =>
  sourceOf(organizationId, {
    state: 'failed',
    fetchedAt: null,
    totalItems: null,
    error: { type, status: 503 },
  });

/** Newest first, those that start together by organization. */
const placeOf = ({ startTime, organization }: ShownJob): string =>
  `${String(1e14 - Date.parse(startTime ?? ''))} ${organization.id}`;

function bodyOf(sources: readonly ShownSource[], changes: object = {}): ShownBody {
  const data = sources
    .filter(({ state }) => state !== 'failed')
    .flatMap(({ organizationId }) => jobsOf(organizationId))
    .toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  const page = { number: 1, size: 1000, totalItems: data.length, totalPages: 1, nextCursor: null };
  const partial = sources.some(({ state }) => state === 'failed');
  return { data, page, window: WINDOW, sources, partial, ...changes };
}

function judged(body: ShownBody, changes: Partial<Exchange> = {}): string[] {
  const moment = { sentMs: NOW_MS - 200, receivedMs: NOW_MS, droppedBeforeMs: 0 };
  return faultsOf({ asked, status: 200, ...moment, body, ...changes }, scene);
}

const BOTH = [sourceOf(FIRST), sourceOf(SECOND)];
const GOOD = bodyOf(BOTH);
const DATA = GOOD.data as readonly ShownJob[];
const withData = (data: readonly unknown[]): ShownBody => ({ ...GOOD, data });
const ago = (ms: number): string => new Date(NOW_MS - 200 - ms).toISOString();

/** What the model says of a job that was not found. */
const unfound = (jobId: string, organizations: readonly string[]): string[] =>
  judged(
    { type: '/problems/job-not-found' },
    { asked: { kind: 'job', path: '', directive: 'none', organizations, jobId }, status: 404 },
  );

describe('the model of the chaos suite', () => {
  it('allows what is right', () => {
    expect(DATA.length).toBeGreaterThan(100);
    expect(judged(GOOD)).toEqual([]);
    expect(judged(bodyOf([failed(FIRST), sourceOf(SECOND)]))).toEqual([]);
    expect(
      judged({ type: '/problems/circuit-open', sources: [failed(FIRST), failed(SECOND)] }, { status: 503 }),
    ).toEqual([]);
  });

  it.each<[string, ShownBody]>([
    ['a job that is missing', withData(DATA.slice(1))],
    ['a job that comes twice', withData([DATA[0], ...DATA.slice(0, -1)])],
    ['a job of nobody', withData([{ ...DATA[0]!, id: 'invented' }, ...DATA.slice(1)])],
    ['a job of an organization that was not asked', withData([...DATA.slice(1), jobsOf(THIRD)[0]])],
    [
      'a job under another organization',
      withData([{ ...DATA[0]!, organization: { id: THIRD } }, ...DATA.slice(1)]),
    ],
    [
      'a status that it never had',
      withData([...DATA.slice(0, -1), { ...DATA.at(-1)!, status: 'inProgress' }]),
    ],
    ['another type', withData([{ ...DATA[0]!, type: 'export' }, ...DATA.slice(1)])],
    ['another start', withData([{ ...DATA[0]!, startTime: '2026-11-20T12:10:30.000Z' }, ...DATA.slice(1)])],
    ['another order', withData(DATA.toReversed())],
    ['a total that is no sum', { ...GOOD, page: { ...GOOD.page!, totalItems: DATA.length + 1 } }],
    ['too few jobs of a source', bodyOf([sourceOf(FIRST, { totalItems: 3 }), sourceOf(SECOND)])],
    ['an organization too many', bodyOf([...BOTH, sourceOf(THIRD)])],
    ['an organization too few', bodyOf([sourceOf(FIRST)])],
    ['partial without a failure', { ...GOOD, partial: true }],
    ['a failure that is not told', { ...bodyOf([failed(FIRST), sourceOf(SECOND)]), partial: false }],
    ['nothing read, with 200', bodyOf([failed(FIRST), failed(SECOND)])],
    ['an error that none may be', bodyOf([failed(FIRST, '/problems/internal'), sourceOf(SECOND)])],
    [
      'not-cached for who asked for anything',
      bodyOf([failed(FIRST, '/problems/not-cached'), sourceOf(SECOND)]),
    ],
    ['live of long ago', bodyOf([sourceOf(FIRST, { fetchedAt: ago(DEADLINE_MS + 50) }), sourceOf(SECOND)])],
    [
      'cached beyond freshness',
      bodyOf([
        sourceOf(FIRST, { state: 'cached', fetchedAt: ago(DEADLINE_MS + FRESH_MS + 50) }),
        sourceOf(SECOND),
      ]),
    ],
    [
      'stale beyond its time',
      bodyOf([
        sourceOf(FIRST, { state: 'stale', fetchedAt: ago(DEADLINE_MS + FRESH_MS + STALE_MS + 50) }),
        sourceOf(SECOND),
      ]),
    ],
    ['fetched in the future', bodyOf([sourceOf(FIRST, { fetchedAt: ago(-10_000) }), sourceOf(SECOND)])],
  ])('does not allow %s', (_what, body) => {
    expect(judged(body)).not.toEqual([]);
  });

  it.each<[string, Partial<AskedList>]>([
    ['a job of a type that was not asked for', { types: ['backup'] }],
    ['a job of a status that was not asked for', { statuses: ['failed'] }],
    ['only-if-cached that is answered live', { directive: 'only-if-cached' }],
  ])('does not allow %s', (_what, changes) => {
    expect(judged(GOOD, { asked: { ...asked, ...changes } })).not.toEqual([]);
  });

  it('does not allow a copy for who wanted none, nor a partial answer for who wanted all', () => {
    const cached = bodyOf([sourceOf(FIRST, { state: 'cached' }), sourceOf(SECOND)]);
    expect(judged(cached, { asked: { ...asked, directive: 'no-cache' } })).not.toEqual([]);
    expect(judged(cached, { droppedBeforeMs: NOW_MS - 100 })).not.toEqual([]);
    const partial = bodyOf([failed(FIRST), sourceOf(SECOND)]);
    expect(judged(partial, { asked: { ...asked, mayBePartial: false } })).not.toEqual([]);
  });

  it('does not allow a failure of the whole with something read, by another status, or of others', () => {
    const type = '/problems/upstream-timeout';
    const sources = [failed(FIRST), sourceOf(SECOND)];
    expect(judged({ type, sources }, { status: 504 })).not.toEqual([]);
    expect(judged({ type: '/problems/internal', sources: [] }, { status: 500 })).not.toEqual([]);
    expect(
      judged({ type, sources: [failed(FIRST), failed(SECOND), failed(THIRD)] }, { status: 504 }),
    ).not.toEqual([]);
  });

  it('does not allow a foreign organization to be anything but unknown', () => {
    const foreign: Asked = { kind: 'foreign', path: '', directive: 'none', organizations: [FIRST] };
    const notFound = { type: '/problems/organization-not-found' };
    expect(judged(notFound, { asked: foreign, status: 404 })).toEqual([]);
    expect(judged(GOOD, { asked: foreign })).not.toEqual([]);
    expect(judged({ type: '/problems/forbidden' }, { asked: foreign, status: 403 })).not.toEqual([]);
  });

  it('allows a job not to be found only when it is of others, or as young as a copy may be old', () => {
    const [old, young] = [jobsOf(FIRST)[0]!, jobsOf(FIRST).at(-1)!];
    expect(unfound(young.id, [FIRST])).toEqual([]);
    expect(unfound(old.id, [SECOND])).toEqual([]);
    expect(unfound(old.id, [FIRST])).not.toEqual([]);
  });

  it('allows one job only as it was, and only of who was asked', () => {
    const [job] = jobsOf(FIRST);
    const read = (body: ShownBody, organizations: readonly string[]) =>
      judged(body, { asked: { kind: 'job', path: '', directive: 'none', organizations, jobId: job!.id } });
    expect(read({ data: job, source: sourceOf(FIRST) }, [FIRST])).toEqual([]);
    expect(read({ data: job, source: sourceOf(FIRST) }, [SECOND])).not.toEqual([]);
    expect(read({ data: { ...job!, status: 'inProgress' }, source: sourceOf(FIRST) }, [FIRST])).not.toEqual(
      [],
    );
    expect(read({ data: jobsOf(FIRST)[1], source: sourceOf(FIRST) }, [FIRST])).not.toEqual([]);
  });

  it('allows one job of days past to be as old as a day, when nothing of its days was still to come', () => {
    const jobs = scene.jobs.get(FIRST)!.toSorted((left, right) => left.startMs - right.startMs);
    const read = ({ jobId, startMs, type }: (typeof jobs)[number], fetchedAtMs: number, sentMs = NOW_MS) => {
      const shown = {
        id: jobId,
        type,
        status: '',
        startTime: new Date(startMs).toISOString(),
        finishTime: null,
      };
      const fetchedAt = new Date(fetchedAtMs).toISOString();
      const status =
        statusesOf(
          jobs.find((job) => job.jobId === jobId)!,
          [fetchedAtMs, fetchedAtMs],
        )[0] ?? '';
      return judged(
        {
          data: { ...shown, status, organization: { id: FIRST } },
          source: sourceOf(FIRST, { state: 'cached', fetchedAt }),
        },
        {
          asked: { kind: 'job', path: '', directive: 'none', organizations: [FIRST], jobId },
          sentMs,
          receivedMs: sentMs,
        },
      );
    };
    const [oldest] = jobs;
    const endMs = Date.parse(`${new Date(oldest!.startMs).toISOString().slice(0, 10)}T00:00Z`) + 48 * HOUR_MS;
    expect(read(oldest!, endMs + HOUR_MS, endMs + 20 * HOUR_MS)).toEqual([]);
    expect(read(oldest!, endMs + HOUR_MS, endMs + 26 * HOUR_MS)).not.toEqual([]);
    expect(read(oldest!, endMs + HOUR_MS - 1_000, endMs + 20 * HOUR_MS)).not.toEqual([]);
    expect(
      read(
        jobs.findLast(({ startMs }) => startMs < NOW_MS - HOUR_MS)!,
        NOW_MS - HOUR_MS / 2,
      ),
    ).not.toEqual([]);
  });

  it('allows an organization to be unknown exactly when it could not be read', () => {
    const one: Asked = { kind: 'organizations', path: '', directive: 'none', organizations: [FIRST] };
    const two = (health: string, lastBackup: ShownJob | null = null): ShownBody => ({
      data: [
        { id: FIRST, health, lastBackup },
        { id: SECOND, health: 'ok', lastBackup: null },
      ],
      sources: BOTH,
      partial: false,
    });
    const organizations = { asked: { ...one, organizations: [FIRST, SECOND] } };
    expect(judged(two('late'), organizations)).toEqual([]);
    expect(judged(two('unknown'), organizations)).not.toEqual([]);
    expect(judged(two('ok', jobsOf(THIRD)[0]), organizations)).not.toEqual([]);
    expect(
      judged({ ...two('ok'), sources: [failed(FIRST), sourceOf(SECOND)], partial: true }, organizations),
    ).not.toEqual([]);
  });
});

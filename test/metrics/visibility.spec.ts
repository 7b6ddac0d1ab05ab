import { afterEach, describe, expect, it } from 'vitest';

import { CARE, SALES, SERVICE } from '../cache/small-world.js';
import { sha256Hex } from '../support/service.js';
import { scraperEntry, startMetricsWorld, type MetricsWorld } from './metrics-world.js';

const CLIENTS = [
  scraperEntry('of-sales', 'key-of-sales', ['sales']),
  scraperEntry('of-service', 'key-of-service', [SERVICE.toUpperCase()]),
  scraperEntry('reader', 'key-of-reader', ['*'], ['jobs:read']),
];

let world: MetricsWorld;

afterEach(() => world.close());

const started = async (environment = {}): Promise<void> => {
  world = await startMetricsWorld({ clients: CLIENTS, environment });
  await world.look();
};

/** The values that a label has in a text. */
const valuesOf = (text: string, label: string): string[] =>
  [
    ...new Set([...text.matchAll(new RegExp(`${label}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '')),
  ].toSorted();

describe('who scrapes', () => {
  it.each([
    ['key-of-sales', SALES, 'contoso'],
    ['key-of-service', SERVICE, 'fabrikam'],
  ])(
    'sees with %s its own organization and its connection, and nothing of others',
    async (key, id, connection) => {
      await started();
      const text = await world.text(key);
      expect(valuesOf(text, 'organization_id')).toEqual([id]);
      expect(valuesOf(text, 'connection')).toEqual([connection]);
      const others = [SALES, CARE, SERVICE, 'contoso', 'fabrikam', 'Sales', 'Care', 'Service'].filter(
        (word) => ![id, connection].includes(word) && !valuesOf(text, 'organization_name').includes(word),
      );
      expect(others).toHaveLength(5);
      expect(others.filter((word) => text.includes(word))).toEqual([]);
    },
  );

  it('is refused without metrics:read, and without a credential, with a problem document', async () => {
    await started();
    const forbidden = await world.service.get('/metrics', { key: 'key-of-reader' });
    expect(forbidden).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    const unauthorized = await world.service.get('/metrics', { key: null });
    expect(unauthorized).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
    expect(unauthorized.headers['www-authenticate']).toContain('ApiKey');
  });

  it('sees everything without a credential where METRICS_PUBLIC says so, and with any', async () => {
    await started({ METRICS_PUBLIC: 'true' });
    const open = await world.service.get('/metrics', { key: null });
    expect(valuesOf(open.text, 'organization_id')).toEqual([SALES, CARE, SERVICE].toSorted());
    expect(valuesOf(open.text, 'connection')).toEqual(['contoso', 'fabrikam']);
    const wrong = await world.service.get('/metrics', { key: 'no-key-at-all' });
    expect(valuesOf(wrong.text, 'organization_id')).toEqual([SALES, CARE, SERVICE].toSorted());
  });
});

const as = (headers: Record<string, string>) => world.service.get('/metrics', { key: null, headers });

describe('an API key', () => {
  it('counts as a bearer token too, which is how Prometheus sends it', async () => {
    await started();
    const answer = await as({ authorization: 'Bearer key-of-sales' });
    expect(answer.status).toBe(200);
    expect(valuesOf(answer.text, 'organization_id')).toEqual([SALES]);
  });

  it.each(['Bearer no-key-at-all', 'Bearer', `Bearer ${sha256Hex('key-of-sales')}`, 'Basic key-of-sales'])(
    'is refused as "%s"',
    async (authorization) => {
      await started();
      const answer = await as({ authorization });
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } });
    },
  );

  it('is a bearer token nowhere else', async () => {
    await started();
    const headers = { authorization: 'Bearer key-of-reader' };
    expect((await world.service.get('/v1/organizations', { key: null, headers })).status).toBe(401);
    expect((await world.service.get('/v1/organizations', { key: 'key-of-reader' })).status).toBe(200);
  });
});

describe('an answer to a scrape', () => {
  it('is in the text format, is not stored, and has no entity tag', async () => {
    await started();
    const { headers } = await world.service.get('/metrics', { key: 'key-of-sales' });
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
  });

  it('is a problem document for a parameter or a media type that there is not', async () => {
    await started();
    const parameter = await world.service.get('/metrics?name=up', { key: 'key-of-sales' });
    expect(parameter).toMatchObject({ status: 400, body: { errors: [{ parameter: 'name' }] } });
    const headers = { accept: 'application/json' };
    const mediaType = await world.service.get('/metrics', { key: 'key-of-sales', headers });
    expect(mediaType).toMatchObject({ status: 406, body: { type: '/problems/not-acceptable' } });
    const plain = { accept: 'text/plain' };
    expect((await world.service.get('/metrics', { key: 'key-of-sales', headers: plain })).status).toBe(200);
  });
});

import { expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { DAY, SALES, TENANTS } from '../cache/small-world.js';
import { findSecrets } from '../secrets/secret-search.js';
import { KEY } from '../support/service.js';
import { tracesOf } from './traced-world.js';

it('the collector is told no secret, token, key, address or text of the upstream', async () => {
  const applications = TENANTS.flatMap(({ clients }) => clients);
  const secrets = [KEY, 'canary-text', ...applications.map(({ clientId }) => clientId)];
  secrets.push(...applications.flatMap(({ secrets: given = [] }) => given));
  const { spans, texts } = await tracesOf(async ({ service, upstream }) => {
    secrets.push(new URL(upstream.url).host, new URL(service.url).host);
    const refuse = answerWith({ status: 400, body: '{"message":"canary-text"}' });
    upstream.faults.next({
      match: 'get',
      respond: (request, response) => {
        secrets.push(response.req.headers.authorization?.replace('Bearer ', '') ?? '');
        return refuse(request, response);
      },
    });
    await service.get(`/v1/jobs?${DAY}&organizationId=${SALES}`, {
      headers: { 'x-request-id': 'canary-text' },
    });
    await service.get(`/v1/jobs?${DAY}`);
  });
  expect(spans.length).toBeGreaterThan(5);
  expect(secrets).toHaveLength(9);
  expect(Math.min(...secrets.map(({ length }) => length))).toBeGreaterThan(8);
  expect(findSecrets(texts.join('\n'), secrets)).toEqual([]);
});

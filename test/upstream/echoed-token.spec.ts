import { expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import { problemIn } from '../errors/problem-document.js';
import { DAY, startWorld } from '../cache/small-world.js';

const TOKEN = 'canary-token-of-the-connection';
const JSON_HEADERS = { 'content-type': 'application/json' };

it('an upstream that answers with our own token is not passed on', async () => {
  const world = await startWorld({ environment: { UPSTREAM_RETRIES: '0' } });
  const body = JSON.stringify({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 });
  world.upstream.faults.next({
    match: 'token',
    respond: answerWith({ status: 200, headers: JSON_HEADERS, body }),
    times: 9,
  });
  const jobs = JSON.stringify({ totalCount: 1, jobs: [{ jobId: 'A', type: `Bearer ${TOKEN}` }] });
  for (const match of ['get', 'post'] as const)
    world.upstream.faults.next({
      match,
      respond: answerWith({ status: 200, headers: JSON_HEADERS, body: jobs }),
      times: 9,
    });
  const answer = await world.service.get(`/v1/jobs?${DAY}`);
  expect(problemIn(answer)).toBe('502 upstream-invalid');
  expect(JSON.stringify([answer.body, answer.headers, world.service.logged])).not.toContain(TOKEN);
  await world.close();
});

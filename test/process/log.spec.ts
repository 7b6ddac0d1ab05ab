import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { answerWith } from '../../src/demo/stand-in/fault-responders.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { DAY, TENANTS } from '../cache/small-world.js';
import { sendRaw } from '../errors/raw-http.js';
import { clientEntry } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import { builtService } from './built-service.js';
import { ServiceProcess } from './service-process.js';

const KEY = 'canary-api-key';
const FORGED = '{"level":60,"code":"forged"}';
let upstream: StandIn;
let service: Awaited<ReturnType<typeof ServiceProcess.start>>;

beforeAll(async () => {
  await builtService();
  upstream = await startUpstream({ tenants: TENANTS, jobs: () => [] });
  const file = { connections: connectionEntries(upstream, TENANTS), clients: [clientEntry('a', KEY)] };
  service = await ServiceProcess.start({
    file,
    environment: { LOG_LEVEL: 'trace', CACHE_FRESH_SECONDS: '0' },
  });
});
afterAll(() => Promise.all([service.close(), upstream.close()]));

const ask = (path: string, fields = '') =>
  sendRaw(
    service.url,
    `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\nConnection: close\r\n${fields}\r\n`,
  );

describe('the log', () => {
  it('is one JSON object a line, whatever callers and the upstream do, and holds no secret', async () => {
    await ask(`/v1/jobs?${DAY}`);
    await ask(`/v1/jobs?${DAY}&${encodeURIComponent(`\n${FORGED}\n`)}`);
    await ask('/v1/jobs/%0A%7B%22level%22%3A60%2C%22code%22%3A%22forged%22%7D');
    await ask('/v1/jobs', `X-Request-Id: ${FORGED}\r\n`);
    await ask('/v1/jobs?canary-in-the-query=1', 'Authorization: Bearer canary-token\r\nCookie: canary=1\r\n');
    upstream.faults.next({
      match: 'get',
      respond: answerWith({ status: 500, body: `\n${FORGED} canary-upstream-text` }),
      times: 3,
    });
    await ask(`/v1/jobs?${DAY}`);
    upstream.replaceSecrets(TENANTS[0]!.clients[0]!.clientId, ['another']);
    upstream.revokeTokens();
    await ask(`/v1/jobs?${DAY}`);
    await service.line('token_refused');
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    const lines = service.stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines.every((line) => typeof line === 'object' && line !== null && !Array.isArray(line))).toBe(
      true,
    );
    expect(service.lines.filter(({ code }) => code === 'request').length).toBe(7);
    expect(service.lines.filter(({ code }) => code === 'forged')).toEqual([]);
    for (const line of service.lines)
      expect(line).toMatchObject({
        level: expect.any(Number) as number,
        time: expect.any(String) as string,
        message: expect.any(String) as string,
      });
    expect(service.stdout).not.toContain('canary');
    expect(service.stdout).not.toContain(upstream.url);
    expect(service.stderr).toBe('');
  });
});

import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { problemIn } from '../errors/problem-document.js';
import { clientEntry } from '../support/service.js';
import { builtService } from './built-service.js';
import { freePort } from './free-port.js';
import { type ProcessOptions, ServiceProcess } from './service-process.js';

const KEY = 'canary-key';
/** Promised on a machine with nothing else to do; on a busy one a start takes as long as it would anyway, and this. */
const PROMISED_MS = 6_000;
let service: ServiceProcess & { readonly url?: string };

beforeAll(() => builtService());
afterEach(() => service.close());

async function timedStart(options: ProcessOptions): Promise<number> {
  const begunMs = performance.now();
  service = await ServiceProcess.start(options);
  return performance.now() - begunMs;
}

describe('a start with everything down', () => {
  it('listens, is ready, and says of each question that nobody could be asked', async () => {
    const [upstream, identity, keys, redis] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
    const connection = {
      name: 'contoso',
      baseUrl: `http://127.0.0.1:${upstream}`,
      tokenUrl: `http://127.0.0.1:${identity}/connect/token`,
      clientId: 'app',
      clientSecret: 'canary-client-secret',
      organizations: [{ id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f' }],
    };
    const file = { connections: [connection], clients: [{ ...clientEntry('a', KEY), jwtClientId: 'app-a' }] };
    const plainMs = await timedStart({ file });
    await service.close();
    const tookMs = await timedStart({
      file,
      environment: {
        AUTH_MODES: 'apiKey,jwt',
        JWT_ISSUER: 'https://issuer.example',
        JWT_AUDIENCE: 'backup-jobs',
        JWT_JWKS_URL: `http://127.0.0.1:${keys}/keys`,
        REDIS_URL: `redis://:canary-password@127.0.0.1:${redis}`,
      },
    });
    process.stdout.write(
      `start with everything down: ${Math.round(tookMs)} ms of ${PROMISED_MS} ms, ${(tookMs / plainMs).toFixed(2)} of a start without Redis and keys\n`,
    );
    expect(tookMs).toBeLessThan(3 * plainMs + PROMISED_MS);
    const { url = '' } = service;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const answer = await fetch(`${url}/v1/jobs?${DAY}`, { headers: { 'x-api-key': KEY } });
    const { status } = answer;
    const problem = problemIn({
      status,
      headers: Object.fromEntries(answer.headers),
      text: await answer.text(),
    });
    expect(problem).toBe('502 upstream-unavailable');
    service.signal('SIGTERM');
    expect(await service.exit()).toBe(0);
    expect(service.stdout + service.stderr).not.toContain('canary');
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { startService, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';

const STYLES = '/docs/swagger-ui.css';

describe('the page of the documentation', () => {
  let upstream: StandIn;
  let service: Service;

  beforeAll(async () => {
    upstream = await startUpstream();
    service = await startService({ file: { connections: connectionEntries(upstream) } });
  });

  afterAll(async () => {
    await service.close();
    await upstream.close();
  });

  const ask = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(service.url + path, options);

  it('is there for the many who ask first at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const answer = await ask('/docs');
        return [answer.status, answer.headers.get('content-type'), await answer.text()] as const;
      }),
    );
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([200]));
    expect(answers[0]?.[1]).toContain('text/html');
    expect(answers[0]?.[2]).toContain('./docs/swagger-ui-init.js');
  });

  it('shows the document that the service serves', async () => {
    const document = await (await ask('/openapi.json')).text();
    const script = await (await ask('/docs/swagger-ui-init.js')).text();
    expect(script).toContain('"operationId": "listJobs"');
    expect(script.replaceAll(/\s/g, '')).toContain(document.replaceAll(/\s/g, ''));
  });

  it.each(['/docs/', '/docs/index.html', STYLES, '/docs/swagger-ui-bundle.js'])('has %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(1000);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).not.toBe(null);
  });

  it('answers 304 to who has a file already, and a part to who asks for it', async () => {
    const etag = (await ask(STYLES)).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    // Without the second field, fetch itself would ask for a whole answer.
    const known = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await ask(STYLES, { headers: known })).status).toBe(304);
    const part = await ask(STYLES, { headers: { range: 'bytes=0-9' } });
    expect([part.status, part.headers.get('content-range')?.startsWith('bytes 0-9/')]).toEqual([206, true]);
    expect(await part.text()).toHaveLength(10);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { status, headers, body } = await ask(STYLES, { method: 'HEAD' });
    expect([status, body, headers.get('content-type')]).toEqual([200, null, 'text/css; charset=utf-8']);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(1000);
  });

  it.each(['/docs/nothing.css', '/docs/LICENSE', '/docs-json', '/docs-yaml'])(
    'has no %s, and says so in a problem document',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
    },
  );
});

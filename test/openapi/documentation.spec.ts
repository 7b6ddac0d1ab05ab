import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';

import { RequestPlaces } from '../../src/limits/request-places.js';
import { MOST_OWED } from '../../src/owed-answers.js';
import { untilStill } from '../support/until-still.js';
import { oneService } from './one-service.js';

const STYLES = '/docs/swagger-ui.css';
const READERS = 20;

describe('the page of the documentation', () => {
  const service = oneService();

  const ask = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(service().url + path, options);

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

  it('has every file that it names', async () => {
    const html = await (await ask('/docs')).text();
    const names = [...html.matchAll(/(?:src|href)="\.\/(?<name>[^"]+)"/g)].map(
      ({ groups }) => groups?.['name'],
    );
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect([name, (await ask(`/${name}`)).status]).toEqual([name, 200]);
  });

  it('answers 304 to who has a file already, without a word of what is not sent', async () => {
    const etag = (await ask(STYLES)).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    // Without the second field, fetch itself would ask for a whole answer.
    const known = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    const { status, headers } = await ask(STYLES, { headers: known });
    expect([status, headers.get('etag'), headers.get('content-type')]).toEqual([304, etag, null]);
  });

  it('has one memory for all who ask, however slowly they take it', async () => {
    const { length } = await (await ask('/docs/swagger-ui-bundle.js')).text();
    const request = 'GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n';
    const before = process.memoryUsage().arrayBuffers;
    const sockets = Array.from({ length: READERS }, () => {
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(service().url).port) });
      socket.pause();
      // More than the system takes off our hands.
      socket.write(request.repeat(MOST_OWED));
      return socket;
    });
    const answered = (): number => service().logged.filter(({ code }) => code === 'request').length;
    const places = service().app.get(RequestPlaces);
    await expect.poll(() => places.inFlight).toBeGreaterThanOrEqual(READERS);
    await untilStill(() => places.inFlight + answered());
    const waiting = places.inFlight;
    expect(waiting).toBeGreaterThanOrEqual(READERS);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((waiting / 2) * length);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => places.inFlight).toBe(0);
  });

  it.each([
    ['a part', { range: 'bytes=0-9' }],
    ['a part beyond the end', { range: 'bytes=99999999-' }],
    ['another file than it has', { 'if-match': '"x"' }],
  ])('sends a file whole to who asks for %s', async (_what, headers) => {
    const whole = await (await ask(STYLES)).text();
    const answer = await ask(STYLES, { headers });
    expect([answer.status, await answer.text()]).toEqual([200, whole]);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { status, headers, body } = await ask(STYLES, { method: 'HEAD' });
    expect([status, body, headers.get('content-type')]).toEqual([200, null, 'text/css; charset=utf-8']);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(1000);
  });

  it.each([
    '/docs/nothing.css',
    '/docs/LICENSE',
    '/docs/package.json',
    '/docs/swagger-ui-bundle.js.map',
    '/docs-json',
    '/docs-yaml',
  ])('has no %s, and says so in a problem document', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
  });
});

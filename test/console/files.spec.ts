import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from '../cache/small-world.js';

const FILES = {
  '': 'text/html; charset=utf-8',
  'main.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'uPlot.esm.js': 'text/javascript; charset=utf-8',
  'uPlot.min.css': 'text/css; charset=utf-8',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

describe('the files of the console', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const read = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(world.service.url + path, { redirect: 'manual', ...init });

  it.each(Object.entries(FILES))('are there for everybody: "%s" as %s', async (name, mediaType) => {
    const answer = await read(`/console/${name}`, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(mediaType);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-length')).toBe(String((await answer.bytes()).length));
    const policy = answer.headers.get('content-security-policy')?.split(';') ?? [];
    expect(policy).toEqual(expect.arrayContaining(POLICY));
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(world.upstream.received).toEqual([]);
  });

  it.each(['/', '/console'])('are where %s leads', async (path) => {
    const answer = await read(path);
    expect(answer.status).toBe(302);
    const target = new URL(answer.headers.get('location') ?? '', world.service.url + path);
    expect(target.href).toBe(`${world.service.url}/console/`);
  });

  it('are not sent again to whoever has them', async () => {
    const tag = (await read('/console/main.js')).headers.get('etag') ?? '';
    const again = await read('/console/main.js', { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    const other = await read('/console/console.css', { headers: { 'if-none-match': tag } });
    expect(other.status).toBe(200);
  });

  it.each([
    'nothing.js',
    '../console.controller.ts',
    '..%2fconsole.controller.ts',
    'page/index.html',
    '__proto__',
    'uPlot.cjs.js',
    'uplot/dist/uPlot.esm.js',
  ])('are all there is: no %s', async (name) => {
    const answer = await fetch(`${world.service.url}/console/${name}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ status: 404, type: '/problems/not-found' });
  });
});

describe('CONSOLE_ENABLED=false', () => {
  it('leaves nothing of the console', async () => {
    const world = await startWorld({ environment: { CONSOLE_ENABLED: 'false' } });
    const statuses = ['/', '/console', '/console/', '/console/main.js'].map(
      async (path) => (await fetch(world.service.url + path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 404, 404]);
    await world.close();
  });
});

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import { describe, expect, it, onTestFinished } from 'vitest';

import { DAY } from '../cache/small-world.js';
import { serveHttp } from '../tokens/local-server.js';
import { KEY } from '../support/service.js';
import { startGatewayWorld } from './gateway-world.js';
import { isNginxMissing, Nginx } from './nginx.js';
import { openThrough, through } from './through.js';

/** A replica that answers piece by piece, as the test tells it. */
async function startDictated(): Promise<{ nginx: Nginx; answer: Promise<ServerResponse> }> {
  const { promise: answer, resolve } = Promise.withResolvers<ServerResponse>();
  const { url } = await serveHttp((_request, response) => resolve(response));
  const nginx = await Nginx.start({ ports: [Number(url.port), Number(url.port)] });
  onTestFinished(() => nginx.close());
  return { nginx, answer };
}

describe.skipIf(isNginxMissing)('through the gateway', () => {
  it.each(['/v1/jobs/events?status=failed', '/v1/jobs/export?format=csv', '/mcp'])(
    'each piece of %s arrives while the next one is still to be made',
    async (path) => {
      const { nginx, answer } = await startDictated();
      const arriving = openThrough(nginx, path);
      const replica = await answer;
      replica.write('first');
      const caller = await arriving;
      expect(String((await once(caller, 'data'))[0])).toBe('first');
      replica.write('second');
      expect(String((await once(caller, 'data'))[0])).toBe('second');
      replica.end();
      await once(caller, 'end');
    },
  );

  it('the service learns when a listener has gone', async () => {
    const { nginx, answer } = await startDictated();
    const arriving = openThrough(nginx, '/v1/jobs/events');
    const replica = await answer;
    replica.write('first');
    const caller = await arriving;
    const gone = once(replica, 'close');
    caller.destroy();
    await gone;
    expect(replica.writableFinished).toBe(false);
  });

  it('a listener hears the service at once, and an export is whole', async () => {
    const world = await startGatewayWorld();
    onTestFinished(() => world.close());
    const headers = { 'x-api-key': KEY };
    const listening = await openThrough(world.nginx, '/v1/jobs/events', { headers });
    expect(listening.headers['content-type']).toBe('text/event-stream');
    let heard = '';
    listening.on('data', (piece: Buffer) => void (heard += piece.toString('utf8')));
    await expect.poll(() => heard.split('from here on').length - 1).toBe(3);
    listening.destroy();
    const { text } = await through(world.nginx, `/v1/jobs/export?format=csv&${DAY}`, { headers });
    expect(text.trim().split('\r\n')).toHaveLength(1 + 9);
  });
});

import { once } from 'node:events';

import { describe, expect, it, onTestFinished } from 'vitest';

import { freePort } from '../process/free-port.js';
import { serveHttp, serveRaw, type LocalServer } from '../tokens/local-server.js';
import { isNginxMissing, Nginx } from './nginx.js';
import { openThrough, through } from './through.js';

/** Reads every request and hangs up. */
async function startHangingUp(): Promise<{ port: number; requests: () => number }> {
  let requests = 0;
  const { url } = await serveRaw((socket, count) => {
    requests = count;
    socket.destroy();
  });
  return { port: Number(url.port), requests: () => requests };
}

async function startNginx(first: number, second: number): Promise<Nginx> {
  const nginx = await Nginx.start({ ports: [first, second] });
  onTestFinished(() => nginx.close());
  return nginx;
}

const portOf = ({ url }: LocalServer): number => Number(url.port);

describe.skipIf(isNginxMissing)('a request whose replica gives no answer', () => {
  it.each(['GET', 'DELETE', 'POST'])('goes to the other one when nobody listens: %s', async (method) => {
    const well = await serveHttp((_request, response) => void response.end('well'));
    const nginx = await startNginx(await freePort(), portOf(well));
    for (let time = 0; time < 4; time += 1)
      expect(await through(nginx, '/', { method })).toMatchObject({ status: 200, text: 'well' });
  });

  it('goes to the other one when it is a GET that was sent', async () => {
    const hangingUp = await startHangingUp();
    const well = await serveHttp((_request, response) => void response.end('well'));
    const nginx = await startNginx(hangingUp.port, portOf(well));
    for (let time = 0; time < 4; time += 1)
      expect(await through(nginx, '/v1/jobs')).toMatchObject({ status: 200, text: 'well' });
    expect(hangingUp.requests()).toBeGreaterThan(0);
  });

  it('is never made twice when it is a POST that was sent', async () => {
    const replicas = [await startHangingUp(), await startHangingUp()] as const;
    const nginx = await startNginx(replicas[0].port, replicas[1].port);
    const { status } = await through(nginx, '/mcp', { method: 'POST', body: '{}' });
    expect(status).toBe(502);
    expect(replicas[0].requests() + replicas[1].requests()).toBe(1);
  });

  it('is never begun anew when part of the answer was sent', async () => {
    let requests = 0;
    const breaking = await serveHttp((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': '100' });
      response.write('part', () => response.destroy());
    });
    const nginx = await startNginx(portOf(breaking), portOf(breaking));
    const caller = await openThrough(nginx, '/v1/jobs');
    const cut = once(caller.resume(), 'error');
    await cut;
    expect(requests).toBe(1);
  });

  it('is told so by a problem document when there is no replica', async () => {
    const nginx = await startNginx(await freePort(), await freePort());
    const headers = { 'x-request-id': 'nobody-there' };
    const { status, headers: answered, text } = await through(nginx, '/v1/jobs', { headers });
    expect(status).toBe(502);
    expect(answered).toMatchObject({
      'content-type': 'application/problem+json',
      'x-request-id': 'nobody-there',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Refused by the gateway',
      status: 502,
      requestId: 'nobody-there',
    });
  });
});

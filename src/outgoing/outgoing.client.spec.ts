import { gzipSync } from 'node:zlib';

import { HttpService } from '@nestjs/axios';
import { create } from 'axios';
import { describe, expect, it, onTestFinished } from 'vitest';

import { serveHttp } from '../../test/tokens/local-server.js';
import { outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';
import { OutgoingClient } from './outgoing.client.js';

describe('OutgoingClient', () => {
  it('sends method, path, query, headers and body as given', async () => {
    const received: string[] = [];
    const server = await serveHttp((request, response) => {
      received.push(`${request.method} ${request.url} ${String(request.headers['x-some'])}`);
      request.on('data', (chunk: Buffer) => received.push(chunk.toString()));
      request.on('end', () => response.end());
    });
    const body = ' {"a": 1,  "b":"ü"}\n';
    const headers = { 'x-some': 'thing', 'content-type': 'application/json' };
    await outgoingClient().send(
      requestTo(new URL('/a/b?c=d%26e', server.url), { method: 'POST', headers, body }),
    );
    expect(received).toEqual(['POST /a/b?c=d%26e thing', body]);
  });

  it.each([200, 204, 304, 400, 401, 404, 418, 500, 503])(
    'answers with a status of %i as it came',
    async (status) => {
      const server = await serveHttp((_, response) => response.writeHead(status, { 'X-Trace': 'abc' }).end());
      const answer = await outgoingClient().send(requestTo(server.url));
      expect(answer.status).toBe(status);
      expect(answer.headers['x-trace']).toBe('abc');
      expect(answer.body).toHaveLength(0);
    },
  );

  it('keeps the body as bytes, whatever they are', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x00, 0x7d]);
    const server = await serveHttp((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(bytes);
    });
    expect((await outgoingClient().send(requestTo(server.url))).body).toEqual(bytes);
  });

  it('inflates what it asked to be compressed', async () => {
    const server = await serveHttp((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, deflate, br');
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('hello'));
    });
    expect((await outgoingClient().send(requestTo(server.url))).body.toString()).toBe('hello');
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect with status %i', async (status) => {
    const target = await serveHttp((_, response) => response.end('stolen'));
    const server = await serveHttp((_, response) =>
      response.writeHead(status, { Location: target.url.href }).end(),
    );
    const headers = { authorization: 'Bearer canary' };
    const answer = await outgoingClient().send(requestTo(server.url, { headers }));
    expect(answer.status).toBe(status);
    expect(target.accepted()).toBe(0);
  });

  it('goes to the origin of the address even when its path looks like another address', async () => {
    const target = await serveHttp((_, response) => response.end('stolen'));
    const paths: unknown[] = [];
    const server = await serveHttp((request, response) => {
      paths.push(request.url);
      response.end('ours');
    });
    const client = outgoingClient();
    for (const path of [`//${target.url.host}/x`, `/${target.url.href}`, `/\\${target.url.host}`]) {
      const url = new URL(server.url);
      url.pathname = path;
      // oxlint-disable-next-line no-await-in-loop -- One after the other, so that the paths come in order.
      expect((await client.send(requestTo(url))).body.toString()).toBe('ours');
    }
    expect(paths).toHaveLength(3);
    expect(target.accepted()).toBe(0);
  });

  it('ignores a proxy of the environment', async () => {
    const proxy = await serveHttp((_, response) => response.end('proxied'));
    const server = await serveHttp((_, response) => response.end('direct'));
    process.env['http_proxy'] = proxy.url.href;
    try {
      expect((await outgoingClient().send(requestTo(server.url))).body.toString()).toBe('direct');
    } finally {
      delete process.env['http_proxy'];
    }
    expect(proxy.accepted()).toBe(0);
  });

  it('goes where it is told, as it is told, whatever the defaults of the library say', async () => {
    const other = await serveHttp((_, response) => response.end('stolen'));
    const server = await serveHttp((request, response) => response.end(`${request.method} ${request.url}`));
    const http = new HttpService(
      create({
        url: other.url.href,
        baseURL: other.url.href,
        params: { more: 'than asked' },
        proxy: { host: other.url.hostname, port: Number(other.url.port) },
        maxContentLength: 1,
        timeout: 1,
      }),
    );
    const client = new OutgoingClient(http);
    onTestFinished(() => client.onApplicationShutdown());
    const answer = await client.send(requestTo(new URL('/path?a=b', server.url)));
    expect(answer.body.toString()).toBe('GET /path?a=b');
    expect(other.accepted()).toBe(0);
  });
});

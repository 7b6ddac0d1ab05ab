import { describe, expect, it } from 'vitest';

import { serveHttp, serveRaw } from '../../test/tokens/local-server.js';
import { outgoingClient, requestTo } from '../../test/tokens/outgoing-calls.js';

describe('a call that may go to public addresses only', () => {
  it.each([
    ['127.0.0.1', 'as an address'],
    ['localhost', 'as a name that resolves to it'],
    ['[::ffff:127.0.0.1]', 'as IPv4 written in IPv6'],
    ['2130706433', 'as a number'],
    ['0x7f.1', 'in hexadecimal'],
  ])('never reaches this machine, named %s, %s', async (host) => {
    const server = await serveHttp((_request, response) => response.end());
    const url = new URL(`http://${host}:${server.url.port}/`);
    const call = outgoingClient().send(requestTo(url, { reach: 'public' }));
    await expect(call).rejects.toMatchObject({ failure: 'unreachable', isAddressRefused: true });
    expect(server.accepted()).toBe(0);
  });

  it('says of one that nobody refused, and that could not be reached, just that', async () => {
    const server = await serveHttp((_request, response) => response.end());
    await server.close();
    const call = outgoingClient().send(requestTo(server.url, { reach: 'loopback' }));
    await expect(call).rejects.toMatchObject({ failure: 'unreachable', isAddressRefused: false });
  });
});

describe('a call that may stay on this machine only', () => {
  it.each(['127.0.0.1', 'localhost'])('reaches %s', async (host) => {
    const server = await serveHttp((_request, response) => response.end('here'));
    const url = new URL(`http://${host}:${server.url.port}/`);
    const { status } = await outgoingClient().send(requestTo(url, { reach: 'loopback' }));
    expect(status).toBe(200);
  });

  it('does not leave it', async () => {
    const call = outgoingClient().send(requestTo(new URL('http://8.8.8.8/'), { reach: 'loopback' }));
    await expect(call).rejects.toMatchObject({ isAddressRefused: true });
  });
});

describe('a call whose answer has a body that nobody wants', () => {
  it('is answered with the status as soon as it is there, though the body never ends', async () => {
    const server = await serveRaw((socket) => {
      socket.write(
        'HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nX-Trace: a\r\n\r\n4\r\nrubb\r\n',
      );
    });
    const request = requestTo(server.url, { isBodyIgnored: true, maxBytes: 1 });
    const { status, headers, body } = await outgoingClient().send(request);
    expect([status, headers['x-trace'], body.length]).toEqual([202, 'a', 0]);
    await expect.poll(() => server.connections.size).toBe(0);
  });
});

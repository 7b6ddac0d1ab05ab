import type { LookupAddress } from 'node:dns';
import { Agent, request } from 'node:http';
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { serveHttp } from '../../test/tokens/local-server.js';
import { lookupWithin, RefusedAddressError, type Reach, type ResolveAll } from './address-lookup.js';

const resolvesTo =
  (...addresses: string[]): ResolveAll =>
  (_hostname, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const failing: ResolveAll = (_hostname, _options, done) =>
  done(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }), []);

/** What the look-up hands to who connects. */
function lookedUp(reach: Reach, resolveAll: ResolveAll, all: boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lookupWithin(reach, resolveAll)('hook.example', { all }, (error, address: string | LookupAddress[]) =>
      error === null ? resolve(address) : reject(error),
    );
  });
}

describe('lookupWithin', () => {
  it('hands out the public addresses of a name that has others, too', async () => {
    const resolve = resolvesTo('10.0.0.1', '8.8.8.8', '::1', '2a00::1');
    expect(await lookedUp('public', resolve, true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2a00::1', family: 6 },
    ]);
    expect(await lookedUp('public', resolve, false)).toBe('8.8.8.8');
  });

  it.each([true, false])('refuses a name without any public address, all: %s', async (all) => {
    const looking = lookedUp('public', resolvesTo('169.254.169.254', '::ffff:127.0.0.1'), all);
    await expect(looking).rejects.toBeInstanceOf(RefusedAddressError);
  });

  it('hands out this machine only, where nothing else is allowed', async () => {
    expect(await lookedUp('loopback', resolvesTo('10.0.0.1', '127.0.0.1'), false)).toBe('127.0.0.1');
    await expect(lookedUp('loopback', resolvesTo('8.8.8.8'), false)).rejects.toBeInstanceOf(
      RefusedAddressError,
    );
  });

  it('passes on that a name does not resolve', async () => {
    await expect(lookedUp('public', failing, true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('resolves once for a connection, so that what was checked is what is connected to', async () => {
    const server = await serveHttp((_request, response) => response.end());
    let times = 0;
    // The first answer is this machine, every later one would be somewhere else.
    const turning: ResolveAll = (_hostname, _options, done) => {
      times += 1;
      done(null, [{ address: times === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    };
    const agent = new Agent({ lookup: lookupWithin('loopback', turning) });
    const asking = request({ host: 'localhost', port: server.url.port, agent }).end();
    const [response] = (await once(asking, 'response')) as [{ socket: { remoteAddress: string } }];
    expect([times, response.socket.remoteAddress]).toEqual([1, '127.0.0.1']);
  });
});

import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import type { ClientSettings } from '../config/settings.js';
import type { OrganizationRegistry } from '../organizations/organization-registry.js';
import { AuthGuard } from './auth.guard.js';
import { callerOf } from './caller.js';
import type { CredentialCheck, Sender } from './credential-check.js';
import { AcceptKeyAsBearer, Public, RequirePermission } from './rights.decorator.js';

class Routes {
  @Public() open(): void {}
  @RequirePermission('metrics:read') guarded(): void {}
  @RequirePermission('metrics:read') @AcceptKeyAsBearer() scraped(): void {}
  undecided(): void {}
}

const client: ClientSettings = {
  name: 'scraper',
  apiKeySha256: [],
  jwtClientId: undefined,
  organizations: ['*'],
  permissions: ['metrics:read'],
  requestsPerMinute: 1,
};

/** Sends a request to a route of the class, and gives what was looked at to find out who sent it. */
async function pass(route: keyof Routes, headers: Record<string, string> = {}) {
  const senders: Sender[] = [];
  const check = { clientOf: (sender: Sender) => (senders.push(sender), Promise.resolve(client)) };
  const guard = new AuthGuard(
    check as unknown as CredentialCheck,
    { visibleTo: () => [] } as unknown as OrganizationRegistry,
  );
  const distinct = Object.entries(headers).map(([name, value]) => [name, [value]]);
  const request = { headers, ip: '192.0.2.1', raw: { headersDistinct: Object.fromEntries(distinct) } };
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    getArgs: () => [request],
  };
  const isLetIn = await guard.canActivate(context as unknown as ExecutionContext);
  return { isLetIn, request, sender: senders[0] };
}

describe('the guard', () => {
  it('asks nobody who they are where everybody may come', async () => {
    const { isLetIn, request, sender } = await pass('open');
    expect([isLetIn, sender]).toEqual([true, undefined]);
    expect(() => callerOf(request)).toThrow('A valid credential is needed.');
  });

  it('remembers who came, by the address they came from', async () => {
    const { request, sender } = await pass('guarded');
    expect([callerOf(request).client, sender?.address]).toEqual([client, '192.0.2.1']);
  });

  it('asks who they are where nobody has decided who may', async () => {
    const { request, sender } = await pass('undecided');
    expect([callerOf(request).client, sender?.address]).toEqual([client, '192.0.2.1']);
  });

  it.each([
    ['scraped', { authorization: 'Bearer key' }, { 'x-api-key': 'key' }],
    ['scraped', { authorization: 'Bearer a b' }, { 'x-api-key': '' }],
    ['scraped', { authorization: 'Bearer a.b.c' }, { authorization: 'Bearer a.b.c' }],
    ['scraped', { authorization: 'Basic key' }, { authorization: 'Basic key' }],
    [
      'scraped',
      { authorization: 'Bearer b', 'x-api-key': 'a' },
      { authorization: 'Bearer b', 'x-api-key': 'a' },
    ],
    ['guarded', { authorization: 'Bearer key' }, { authorization: 'Bearer key' }],
  ] as const)('at a route that is %s, looks at %j as %j', async (route, headers, seen) => {
    expect((await pass(route, headers)).sender?.headers).toEqual(seen);
  });
});

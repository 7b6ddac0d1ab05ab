import { describe, expect, it } from 'vitest';

import { IdentityServer, issue, reply } from './identity-server.js';
import { connectionTo, failureOf, tokenSetup, type KeptLogger } from './token-setup.js';

const HOUR_MS = 3_600_000;

/** Waits for what goes on behind the callers' backs: its end is one line in the log. */
async function linesOf({ logger }: { readonly logger: KeptLogger }, count: number): Promise<void> {
  await expect.poll(() => logger.lines.length).toBe(count);
}

async function start(changes: Readonly<Record<string, unknown>> = {}) {
  const identity = await IdentityServer.start();
  identity.answer = issue(changes);
  const setup = tokenSetup();
  const connection = connectionTo(identity.tokenUrl);
  const token = async (): Promise<string> => (await setup.tokens.tokenFor(connection)).value.reveal();
  expect(await token()).toBe('token-1');
  return { identity, setup, clock: setup.clock, connection, token };
}

describe('a held token', () => {
  it('is used without a request until 80 % of its life, then renewed behind the caller', async () => {
    const { identity, setup, clock, token } = await start();
    clock.advance(0.8 * HOUR_MS - 1);
    expect(await token()).toBe('token-1');
    clock.advance(1);
    expect([await token(), await token()]).toEqual(['token-1', 'token-1']);
    await linesOf(setup, 2);
    expect(await token()).toBe('token-2');
    expect(identity.count).toBe(2);
  });

  it('goes on being used while its renewal fails, which is tried again after 5 s', async () => {
    const { identity, setup, clock, token } = await start();
    identity.answer = reply(500, 'no');
    clock.advance(0.8 * HOUR_MS);
    expect(await token()).toBe('token-1');
    await linesOf(setup, 2);
    clock.advance(4_999);
    expect(await token()).toBe('token-1');
    // A renewal that came too early would have failed by the time another connection has its token.
    const other = await IdentityServer.start();
    await setup.tokens.tokenFor(connectionTo(other.tokenUrl));
    clock.advance(1);
    identity.answer = issue();
    expect(await token()).toBe('token-1');
    await linesOf(setup, 4);
    expect(await token()).toBe('token-3');
    expect(setup.logger.lines.map(({ level }) => level)).toEqual(['debug', 'warn', 'debug', 'debug']);
    expect(identity.count).toBe(3);
  });

  it('is not handed out with less than 5 s to live', async () => {
    const { identity, clock, token } = await start();
    clock.advance(HOUR_MS - 5_000);
    expect(await token()).toBe('token-2');
    expect(identity.count).toBe(2);
  });

  it('of 5 s is used for 4.5 s', async () => {
    const { identity, setup, clock, token } = await start({ expires_in: 5 });
    clock.advance(4_499);
    expect(await token()).toBe('token-1');
    await linesOf(setup, 2);
    clock.advance(4_500);
    expect(await token()).toBe('token-3');
    expect(identity.count).toBe(3);
  });

  it.each([undefined, 0, -5, 'soon', '3600', 999_999])(
    'with expires_in %j lives 300 s',
    async (expiresIn) => {
      const { clock, token, setup } = await start({ expires_in: expiresIn });
      clock.advance(294_999);
      expect(await token()).toBe('token-1');
      await linesOf(setup, 2);
      clock.advance(295_000);
      expect(await token()).toBe('token-3');
    },
  );

  it('counts its life from before it was asked for', async () => {
    const { identity, clock, connection, setup } = await start();
    identity.answer = (request, count) => {
      clock.advance(20_000);
      issue({ expires_in: 60 })(request, count);
    };
    clock.advance(HOUR_MS);
    const askedAtMs = clock.monotonicMs();
    const { life } = await setup.tokens.tokenFor(connection);
    expect(life.unusableAtMs).toBe(askedAtMs + 55_000);
  });

  it('that is dead on arrival is handed to nobody', async () => {
    const { identity, clock, connection, setup } = await start();
    identity.answer = (request, count) => {
      clock.advance(60_000);
      issue({ expires_in: 60 })(request, count);
    };
    clock.advance(HOUR_MS);
    expect((await failureOf(setup.tokens.tokenFor(connection))).code).toBe('upstream-invalid');
  });
});

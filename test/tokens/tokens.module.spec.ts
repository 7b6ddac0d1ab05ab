import { Test } from '@nestjs/testing';
import { expect, it } from 'vitest';

import { SystemClock } from '../../src/config/clock.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { TokenService } from '../../src/tokens/token.service.js';
import { TokensModule } from '../../src/tokens/tokens.module.js';
import { IdentityServer } from './identity-server.js';
import { connectionTo, settingsWith } from './token-setup.js';

it('gives tokens through the modules, and hangs up when the application ends', async () => {
  const identity = await IdentityServer.start();
  const imports = [
    ConfigModule.forRoot({ settings: settingsWith(5_000), clock: new SystemClock() }),
    TokensModule,
  ];
  const app = await Test.createTestingModule({ imports }).compile();
  const token = await app.get(TokenService).tokenFor(connectionTo(identity.tokenUrl));
  expect(token.value.reveal()).toBe('token-1');
  expect(identity.connections).toBe(1);
  await app.close();
  await expect.poll(() => identity.connections).toBe(0);
});

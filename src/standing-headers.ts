import type { INestApplicationContext } from '@nestjs/common';

import { AUTHENTICATORS, type Authenticator } from './auth/authenticator.js';
import { ConfigService } from './config/config.service.js';

/** The header fields that every answer has, whoever makes it, beside the id of its request. */
export function standingHeaders(vary: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'no-store', ...(vary === '' ? {} : { vary }) };
}

/** The credential headers by which answers differ; the modes stay for the life of the process. */
export function varyOf(app: INestApplicationContext): string {
  const { authModes } = app.get(ConfigService).current;
  const active = app
    .get<readonly Authenticator[]>(AUTHENTICATORS)
    .filter(({ mode }) => authModes.includes(mode));
  return active.flatMap(({ credentialHeaders }) => credentialHeaders).join(', ');
}

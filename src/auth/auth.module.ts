import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { OrganizationsModule } from '../organizations/organizations.module.js';
import { AnonymousAuthenticator } from './anonymous.authenticator.js';
import { ApiKeyAuthenticator } from './api-key.authenticator.js';
import { AUTHENTICATORS, AuthGuard } from './auth.guard.js';
import type { Authenticator } from './authenticator.js';

@Module({
  imports: [OrganizationsModule],
  providers: [
    ApiKeyAuthenticator,
    AnonymousAuthenticator,
    {
      provide: AUTHENTICATORS,
      useFactory: (...authenticators: Authenticator[]) => authenticators,
      inject: [ApiKeyAuthenticator, AnonymousAuthenticator],
    },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AUTHENTICATORS],
})
export class AuthModule {}

import { Module } from '@nestjs/common';

import { OrganizationsModule } from '../organizations/organizations.module.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { AnonymousAuthenticator } from './anonymous.authenticator.js';
import { ApiKeyAuthenticator } from './api-key.authenticator.js';
import { AuthGuard } from './auth.guard.js';
import { AUTHENTICATORS, type Authenticator } from './authenticator.js';
import { ClientRegistry } from './client-registry.js';
import { CredentialCheck } from './credential-check.js';
import { GatewayAuthenticator } from './gateway.authenticator.js';
import { GatewaySecret } from './gateway-secret.js';
import { JwtAuthenticator } from './jwt.authenticator.js';
import { KeySetClient } from './key-set.client.js';
import { KeySetKeeper } from './key-set-keeper.js';
import { PermissionGuard } from './permission.guard.js';
import { WrongTries } from './wrong-tries.js';

/** In the order in which credentials are looked at: what is cheap to check comes first. */
const WAYS = [ApiKeyAuthenticator, GatewayAuthenticator, JwtAuthenticator, AnonymousAuthenticator];

@Module({
  imports: [OrganizationsModule, OutgoingModule],
  providers: [
    ...WAYS,
    ClientRegistry,
    CredentialCheck,
    GatewaySecret,
    KeySetClient,
    KeySetKeeper,
    WrongTries,
    {
      provide: AUTHENTICATORS,
      useFactory: (...authenticators: Authenticator[]) => authenticators,
      inject: WAYS,
    },
    AuthGuard,
    PermissionGuard,
  ],
  exports: [AUTHENTICATORS, AuthGuard, PermissionGuard],
})
export class AuthModule {}

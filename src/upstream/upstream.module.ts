import { Module } from '@nestjs/common';

import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { CallSlots } from './call-slots.js';
import { ConnectionGuards } from './connection-guards.js';
import { Randomness, SystemRandomness } from './randomness.js';
import { UpstreamClient } from './upstream.client.js';

@Module({
  imports: [OutgoingModule, TokensModule],
  providers: [
    CallSlots,
    ConnectionGuards,
    { provide: Randomness, useClass: SystemRandomness },
    UpstreamClient,
  ],
  exports: [UpstreamClient],
})
export class UpstreamModule {}

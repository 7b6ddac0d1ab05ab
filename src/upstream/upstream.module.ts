import { Module } from '@nestjs/common';

import { InstrumentsModule } from '../instruments/instruments.module.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { TracingModule } from '../tracing/tracing.module.js';
import { CallSlots } from './call-slots.js';
import { ConnectionGuards } from './connection-guards.js';
import { Randomness, SystemRandomness } from './randomness.js';
import { UpstreamAttemptClient } from './upstream-attempt.client.js';
import { UpstreamClient } from './upstream.client.js';

@Module({
  imports: [InstrumentsModule, OutgoingModule, TokensModule, TracingModule],
  providers: [
    CallSlots,
    ConnectionGuards,
    { provide: Randomness, useClass: SystemRandomness },
    UpstreamAttemptClient,
    UpstreamClient,
  ],
  exports: [Randomness, UpstreamClient],
})
export class UpstreamModule {}

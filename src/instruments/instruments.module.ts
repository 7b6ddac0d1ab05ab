import { Module } from '@nestjs/common';

import { TracingModule } from '../tracing/tracing.module.js';
import { CacheInstruments } from './cache-instruments.js';
import { GuardInstruments } from './guard-instruments.js';
import { HttpInstruments } from './http-instruments.js';
import { InstrumentRegistry } from './instrument-registry.js';
import { ServiceFamilies } from './service-families.js';
import { TokenInstruments } from './token-instruments.js';
import { UpstreamInstruments } from './upstream-instruments.js';
import { WebhookInstruments } from './webhook-instruments.js';

const INSTRUMENTS = [
  CacheInstruments,
  GuardInstruments,
  HttpInstruments,
  TokenInstruments,
  UpstreamInstruments,
  WebhookInstruments,
];

@Module({
  imports: [TracingModule],
  providers: [InstrumentRegistry, ServiceFamilies, ...INSTRUMENTS],
  exports: [ServiceFamilies, ...INSTRUMENTS],
})
export class InstrumentsModule {}

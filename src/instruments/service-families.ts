import { Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';

import type { ConnectionSettings } from '../config/settings.js';
import { GuardInstruments } from './guard-instruments.js';
import { InstrumentRegistry, type Visible } from './instrument-registry.js';
import { TokenInstruments } from './token-instruments.js';
import { UpstreamInstruments } from './upstream-instruments.js';
import { WebhookInstruments } from './webhook-instruments.js';

/** What the service measures of itself, as one who may see certain organizations is shown it. */
@Injectable()
export class ServiceFamilies {
  constructor(
    private readonly registry: InstrumentRegistry,
    private readonly guards: GuardInstruments,
    private readonly tokens: TokenInstruments,
    private readonly upstream: UpstreamInstruments,
    private readonly webhooks: WebhookInstruments,
  ) {}

  /** Of configured connections, what is visible; what was measured of any other one is forgotten. */
  async of(configured: readonly ConnectionSettings[], visible: Visible): Promise<Registry> {
    this.guards.read(configured);
    this.tokens.declare(configured);
    this.upstream.declare(configured);
    this.webhooks.read();
    await this.registry.keepOnly(new Set(configured.map(({ name }) => name)));
    return await this.registry.viewOf(visible);
  }
}

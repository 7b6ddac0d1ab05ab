import { Injectable } from '@nestjs/common';

import { ConfigService } from '../config/config.service.js';
import type { WebhookSettings } from '../config/settings.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { Organization } from '../organizations/organization.js';
import { receiverOf, type Delivery } from './delivery.js';
import type { NamedReceiver } from './delivery-report.js';

const EVERY_ORGANIZATION = '*';

/** An entry with its place in the configuration. */
export interface Route {
  readonly settings: WebhookSettings;
  readonly receiver: NamedReceiver;
}

/** Which receivers are told of what, by the configuration as it stands. */
@Injectable()
export class WebhookRoutes {
  constructor(
    private readonly config: ConfigService,
    private readonly organizations: OrganizationRegistry,
  ) {}

  get areThere(): boolean {
    return this.config.current.webhooks.length > 0;
  }

  /** Every organization that any receiver is told of. */
  followed(): readonly Organization[] {
    const { webhooks } = this.config.current;
    return this.organizations.all().filter(({ id }) => webhooks.some((webhook) => this.isAbout(webhook, id)));
  }

  /** Every entry with each organization that it is told of. */
  subjects(): readonly { webhook: number; events: readonly string[]; organization: Organization }[] {
    const organizations = this.organizations.all();
    return this.config.current.webhooks.flatMap((settings, webhook) =>
      organizations
        .filter(({ id }) => this.isAbout(settings, id))
        .map((organization) => ({ webhook, events: settings.events, organization })),
    );
  }

  /** The entries that want such a message. */
  routesFor({ type, organizationId }: Pick<Delivery, 'type' | 'organizationId'>): readonly Route[] {
    return this.config.current.webhooks
      .map((settings, webhook) => ({ settings, receiver: { webhook, host: new URL(settings.url).host } }))
      .filter(({ settings }) => settings.events.includes(type) && this.isAbout(settings, organizationId));
  }

  /** The entry by which a message on its way is sent; undefined when a reload has taken it away. */
  routeOf(delivery: Delivery): Route | undefined {
    return this.routesFor(delivery).find(({ settings }) => receiverOf(settings.url) === delivery.receiver);
  }

  private isAbout({ organizations }: WebhookSettings, organizationId: string): boolean {
    return organizations.some(
      (name) => name === EVERY_ORGANIZATION || this.organizations.find(name)?.id === organizationId,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';

import { addFamily } from './add-family.js';

/** Gauges with a counter's ending, which Prometheus's linter refuses; each is the sum of another one by type. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** What a caller may see: connections by name, organizations by id. */
export interface Visible {
  readonly connections: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
}

/** Everything that is measured in one service, with the process itself; several services may run in one process. */
@Injectable()
export class InstrumentRegistry extends Registry {
  constructor() {
    super();
    collectDefaultMetrics({ register: this });
    for (const name of MISNAMED) this.removeSingleMetric(name);
  }

  /** Every family as it stands, of connections and organizations only the series of those that are visible. */
  async viewOf({ connections, organizations }: Visible): Promise<Registry> {
    const view = new Registry();
    for (const family of await this.getMetricsAsJSON()) {
      addFamily(view, {
        ...family,
        values: family.values.filter(
          ({ labels: { connection, organization_id: organization } }) =>
            isAbout(connections, connection) && isAbout(organizations, organization),
        ),
      });
    }
    return view;
  }

  /** Lets go of the series of connections that are not named. */
  async keepOnly(connections: ReadonlySet<string>): Promise<void> {
    for (const { name, values } of await this.getMetricsAsJSON()) {
      for (const { labels } of values) {
        const { le: _bucket, ...ownLabels } = labels;
        if (!isAbout(connections, labels['connection'])) this.getSingleMetric(name)?.remove(ownLabels);
      }
    }
  }
}

/** A series without the label is about none of them, and for everybody. */
function isAbout(names: ReadonlySet<string>, label: string | number | undefined): boolean {
  return label === undefined || names.has(String(label));
}

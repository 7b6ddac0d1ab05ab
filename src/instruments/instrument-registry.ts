import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry, type MetricValue } from 'prom-client';

import { addFamily } from './add-family.js';

/** Gauges with a counter's ending, which Prometheus's linter refuses; each is the sum of another one by type. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** Everything that is measured in one service, with the process itself; several services may run in one process. */
@Injectable()
export class InstrumentRegistry extends Registry {
  constructor() {
    super();
    collectDefaultMetrics({ register: this });
    for (const name of MISNAMED) this.removeSingleMetric(name);
  }

  /** Every family as it stands, of connections only the series of those that are named. */
  async viewOf(connections: ReadonlySet<string>): Promise<Registry> {
    const view = new Registry();
    for (const family of await this.getMetricsAsJSON()) {
      addFamily(view, {
        ...family,
        values: family.values.filter(({ labels }) => isAbout(connections, labels)),
      });
    }
    return view;
  }

  /** Lets go of the series of connections that are not named. */
  async keepOnly(connections: ReadonlySet<string>): Promise<void> {
    for (const { name, values } of await this.getMetricsAsJSON()) {
      for (const { labels } of values) {
        const { le: _bucket, ...ownLabels } = labels;
        if (!isAbout(connections, labels)) this.getSingleMetric(name)?.remove(ownLabels);
      }
    }
  }
}

function isAbout(connections: ReadonlySet<string>, { connection }: MetricValue<string>['labels']): boolean {
  return connection === undefined || connections.has(String(connection));
}

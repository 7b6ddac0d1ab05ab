import type { ConnectionSettings } from '../config/settings.js';
import type { TimeWindow } from '../jobs/time-window.js';
import type { Organization } from '../organizations/organization.js';
import type { ConnectionClients } from './connection-clients.js';
import type { QuestionsClient } from './questions.client.js';
import type { Wording } from './wording.js';

/** One connection under examination. */
export interface Examined {
  readonly connection: ConnectionSettings;
  readonly organizations: readonly Organization[];
  /** `UPSTREAM_PAGE_SIZE`. */
  readonly configuredPageSize: number;
  /** The last thirty days. */
  readonly window: TimeWindow;
  readonly clients: ConnectionClients;
  readonly questions: QuestionsClient;
}

/** How to ask, as far as it is known by now. */
export interface Standing {
  readonly wording: Wording;
  readonly pageSize: number;
}

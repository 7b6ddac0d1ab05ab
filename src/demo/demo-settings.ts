import { createHash } from 'node:crypto';

import { PERMISSIONS, WEBHOOK_EVENTS } from '../config/choices.js';
import { loadSettings } from '../config/load-settings.js';
import type { Settings } from '../config/settings.js';
import { DEMO_WEBHOOK_SECRET } from './receiver.server.js';
import type { StandInTenant } from './stand-in/tenants.js';

/** The key the demo's callers use. It opens nothing but made-up jobs on this machine. */
export const DEMO_KEY = 'demo-key';

const CONFIG_FILE = 'demo.json';

/** Lines of the log would bury what there is to try, failures are still told; what happens is seen soon. */
const DEMO_DEFAULTS = { LOG_LEVEL: 'warn', EVENTS_POLL_SECONDS: '10', METRICS_POLL_SECONDS: '60' };

/** Variables that speak of real connections and callers: the demo has its own. */
const OTHERS = /^(UPSTREAM_(?!TIMEOUT|MAX|PAGE|RETRIES)|API_KEYS|AUTH_MODES|JWT_|GATEWAY_|REDIS_|CONFIG_)/;

export interface DemoWorld {
  readonly tenants: readonly StandInTenant[];
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** Who is told of failures and late organizations; nobody without it. */
  readonly receiverUrl?: string;
}

/** The service's settings for a stand-in, read the way an operator's are; other variables count as they are set. */
export function demoSettings(
  { tenants, baseUrl, tokenUrl, receiverUrl }: DemoWorld,
  environment: NodeJS.ProcessEnv,
): Settings {
  const connections = tenants.map(({ name, clients: [client], organizations, contract }) => ({
    name,
    baseUrl,
    tokenUrl,
    clientId: client?.clientId,
    clientSecret: client?.secrets?.[0],
    // The tenant that has only the earlier contract is left for the service to find out.
    contract: contract === 'get' ? 'get' : 'auto',
    organizations: organizations.map((organization) => ({ ...organizationEntry(organization) })),
  }));
  const clients = [
    {
      name: 'demo',
      apiKeySha256: [sha256Hex(DEMO_KEY)],
      organizations: ['*'],
      permissions: PERMISSIONS,
    },
  ];
  const webhooks = receiverUrl === undefined ? [] : [webhookEntry(receiverUrl)];
  const file = Buffer.from(JSON.stringify({ connections, clients, webhooks }));
  const own = Object.entries(environment).filter(([name]) => !OTHERS.test(name));
  return loadSettings({
    environment: { ...DEMO_DEFAULTS, ...Object.fromEntries(own), CONFIG_FILE },
    readFile: () => file,
  });
}

/** `Contoso Sales` can be asked for as `contoso-sales`. */
function organizationEntry({ id, name }: StandInTenant['organizations'][number]): object {
  return { id, name, alias: name.toLowerCase().replaceAll(' ', '-') };
}

function webhookEntry(url: string): object {
  return { url, secret: DEMO_WEBHOOK_SECRET, events: WEBHOOK_EVENTS, organizations: ['*'] };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import type { ClientEntry } from './client-entry.js';
import type { FaultList } from './fault-list.js';
import type { PlacedEntry } from './placed-entry.js';
import type { VariableValues } from './read-variables.js';
import type { AuthMode } from './settings.js';
import { fileNameOf } from './variable.js';
import { isLoopbackHost } from './web-address.js';

const PLACE = 'AUTH_MODES';
const JWT_VARIABLES = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'] as const;

/** Checks that each mode has what it needs, whoever the clients are. */
export function checkAuthModes(values: VariableValues, faults: FaultList): void {
  const modes = values.AUTH_MODES;
  if (modes.includes('none')) return checkOpenService(values, faults);
  if (modes.includes('jwt')) {
    for (const name of JWT_VARIABLES) needed(name, values[name], { mode: 'jwt', faults });
  }
  if (modes.includes('gateway')) needed('GATEWAY_SECRET', values.GATEWAY_SECRET, { mode: 'gateway', faults });
}

/** Checks that somebody can call: a service that refuses everybody is a mistake to be told at the start. */
export function checkSomebodyCanCall(
  modes: readonly AuthMode[],
  clients: readonly PlacedEntry<ClientEntry>[],
  faults: FaultList,
): void {
  if (modes.includes('none')) return;
  if (clients.length === 0) {
    faults.add(PLACE, 'needs at least one client, in API_KEYS or in the clients of CONFIG_FILE');
  } else if (!modes.some((mode) => clients.some((client) => mayUse(mode, client)))) {
    faults.add(
      PLACE,
      'fits no client: apiKey needs one with a key hash, jwt one with a jwtClientId',
      modes.join(','),
    );
  }
}

function checkOpenService({ AUTH_MODES: modes, HOST: host }: VariableValues, faults: FaultList): void {
  if (modes.length > 1) faults.add(PLACE, 'must hold none alone', modes.join(','));
  if (!isLoopbackHost(host))
    faults.add(PLACE, 'must not be none unless HOST is an address of this machine only', host);
}

function needed(
  name: string,
  value: unknown,
  { mode, faults }: { readonly mode: AuthMode; readonly faults: FaultList },
): void {
  if (value === undefined && !faults.hasAny([name, fileNameOf(name)]))
    faults.add(name, `is missing; ${PLACE} has ${mode}`);
}

/** A client with a fault counts: what it lacks has been named. */
function mayUse(mode: AuthMode, { entry, broken }: PlacedEntry<ClientEntry>): boolean {
  return broken.size > 0 || canUse(mode, entry);
}

function canUse(mode: AuthMode, { apiKeySha256, jwtClientId }: ClientEntry): boolean {
  switch (mode) {
    case 'apiKey':
      return (apiKeySha256 ?? []).length > 0;
    case 'jwt':
      return jwtClientId !== undefined;
    case 'gateway':
      return true;
    case 'none':
      return true;
    default:
      return mode satisfies never;
  }
}

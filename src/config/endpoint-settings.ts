import type { ConnectionEntry } from './connection-entry.js';
import type { FaultList } from './fault-list.js';
import { isUsable, type PlacedEntry } from './placed-entry.js';
import { environmentOfDataCenter, presetBaseUrl, TOKEN_ENDPOINTS } from './presets.js';
import type { ConnectionSettings } from './settings.js';
import { normalizeAddress } from './web-address.js';

type Endpoints = Pick<ConnectionSettings, 'baseUrl' | 'tokenUrl'>;

/** Where a connection asks: the addresses given, else those of its environment and data center. */
export function endpointSettings(
  placed: PlacedEntry<ConnectionEntry>,
  faults: FaultList,
): Endpoints | undefined {
  if (!isUsable(placed, ['environment', 'dataCenter', 'baseUrl', 'tokenUrl'])) return undefined;
  const { entry, placeOf } = placed;
  const { dataCenter } = entry;
  const environment =
    entry.environment ?? (dataCenter === undefined ? undefined : environmentOfDataCenter(dataCenter));
  if (entry.environment === 'fedRamp' && dataCenter !== undefined) {
    return faults.add(placeOf('dataCenter'), 'has no meaning with fedRamp, which has one address');
  }
  const tokenUrl = entry.tokenUrl ?? (environment && TOKEN_ENDPOINTS[environment]);
  const baseUrl = entry.baseUrl ?? (environment && presetBaseUrl(environment, dataCenter));
  // Credentials go to a token endpoint that was chosen, never to one that was guessed.
  if (tokenUrl === undefined)
    faults.add(placeOf('tokenUrl'), `is missing; give it, or ${placeOf('environment')}`);
  if (baseUrl === undefined)
    faults.add(placeOf('baseUrl'), `is missing; give it, or ${placeOf('dataCenter')}`);
  if (tokenUrl === undefined || baseUrl === undefined) return undefined;
  return { baseUrl: normalizeAddress(baseUrl), tokenUrl: normalizeAddress(tokenUrl) };
}

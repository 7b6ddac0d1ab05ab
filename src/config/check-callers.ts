import type { ClientEntry } from './client-entry.js';
import type { FaultList } from './fault-list.js';
import { isUsable, type PlacedEntry } from './placed-entry.js';
import { UniquePlaces } from './unique-places.js';

const EVERY_ORGANIZATION = '*';
const HASH_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Checks what clients must not share: two clients with one key could not be told apart. */
export function checkClients(clients: readonly PlacedEntry<ClientEntry>[], faults: FaultList): void {
  const names = new UniquePlaces('the name at', faults);
  const keys = new UniquePlaces('a key at', faults);
  const jwtClientIds = new UniquePlaces('the client id at', faults);
  for (const placed of clients) {
    const { name, jwtClientId } = placed.entry;
    if (isUsable(placed, ['name'])) names.claim(name, placed.placeOf('name'));
    if (isUsable(placed, ['apiKeySha256'])) checkKeys(placed, keys, faults);
    if (jwtClientId !== undefined && isUsable(placed, ['jwtClientId'])) {
      jwtClientIds.claim(jwtClientId, placed.placeOf('jwtClientId'));
    }
  }
}

function checkKeys(
  { entry, placeOf }: PlacedEntry<ClientEntry>,
  keys: UniquePlaces,
  faults: FaultList,
): void {
  const place = placeOf('apiKeySha256');
  // The same hash twice in one client is harmless.
  const hashes = new Set((entry.apiKeySha256 ?? []).map((hash) => hash.toLowerCase()));
  for (const hash of hashes) keys.claim(hash, place);
  if (hashes.has(HASH_OF_NOTHING)) faults.add(place, 'has the hash of an empty key');
}

interface Selection {
  readonly organizations: readonly string[];
}

/** Checks that what a client or webhook may see exists: a mistyped id must not silently mean nothing. */
export function checkSelection(
  placed: PlacedEntry<Selection>,
  { mayKnow, faults }: { readonly mayKnow: (idOrAlias: string) => boolean; readonly faults: FaultList },
): void {
  if (!isUsable(placed, ['organizations'])) return;
  const { entry, placeOf } = placed;
  if (entry.organizations.includes(EVERY_ORGANIZATION)) {
    if (entry.organizations.length > 1)
      faults.add(placeOf('organizations'), `must hold ${EVERY_ORGANIZATION} alone`);
    return;
  }
  for (const [index, idOrAlias] of entry.organizations.entries()) {
    if (!mayKnow(idOrAlias))
      faults.add(placeOf(`organizations[${index}]`), 'is no organization of any connection', idOrAlias);
  }
}

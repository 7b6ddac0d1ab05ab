import type { ConnectionEntry } from './connection-entry.js';
import type { FaultList } from './fault-list.js';
import { parseGuid } from './guid.js';
import { isUsable, type PlacedEntry } from './placed-entry.js';
import { UniquePlaces } from './unique-places.js';

/** Checks what connections must not share. Every organization is reached through exactly one of them. */
export class ConnectionCheck {
  private readonly names: UniquePlaces;
  private readonly ids: UniquePlaces;
  private readonly aliases: UniquePlaces;
  private hasUnread = false;

  constructor(private readonly faults: FaultList) {
    this.names = new UniquePlaces('the name at', faults);
    this.ids = new UniquePlaces('the organization at', faults);
    this.aliases = new UniquePlaces('the alias at', faults);
  }

  check(placed: PlacedEntry<ConnectionEntry>): void {
    if (isUsable(placed, ['name'])) this.names.claim(placed.entry.name, placed.placeOf('name'));
    if (!isUsable(placed, ['organizations'])) {
      this.hasUnread = true;
      return;
    }
    const { organizations } = placed.entry;
    if (organizations.length === 0) {
      this.faults.add(placed.placeOf('organizations'), 'must have at least one organization');
    }
    for (const index of organizations.keys()) this.checkOrganization(placed, index);
  }

  /** Whether an organization of this id or alias was seen, or may stand where something could not be read. */
  mayKnow(idOrAlias: string): boolean {
    return (
      this.hasUnread || this.ids.has(parseGuid(idOrAlias) ?? '') || this.aliases.has(idOrAlias.toLowerCase())
    );
  }

  private checkOrganization(placed: PlacedEntry<ConnectionEntry>, index: number): void {
    const organization = placed.entry.organizations[index];
    const idPath = `organizations[${index}].id`;
    const aliasPath = `organizations[${index}].alias`;
    if (organization === undefined || !isUsable(placed, [idPath, aliasPath])) {
      this.hasUnread = true;
      return;
    }
    const { id, alias } = organization;
    this.ids.claim(parseGuid(id) ?? id, placed.placeOf(idPath));
    if (alias !== undefined) this.aliases.claim(alias.toLowerCase(), placed.placeOf(aliasPath));
  }
}

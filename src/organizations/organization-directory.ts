import type { ClientSettings, ConnectionSettings, Settings } from '../config/settings.js';
import { parseOrganizationId, type Organization } from './organization.js';

const EVERY_ORGANIZATION = '*';

/** The organizations of one configuration, found by id or alias. */
export class OrganizationDirectory {
  /** Ordered by id. */
  readonly all: readonly Organization[];
  private readonly byKey = new Map<string, Organization>();
  private readonly visible = new Map<ClientSettings, readonly Organization[]>();

  constructor(readonly settings: Settings) {
    this.all = settings.connections.flatMap(organizationsOf).toSorted(byId);
    for (const organization of this.all) {
      this.byKey.set(organization.id, organization);
      if (organization.alias !== undefined) this.byKey.set(organization.alias.toLowerCase(), organization);
    }
  }

  /** By GUID, with or without braces, or by alias; letter case does not matter. */
  find(idOrAlias: string): Organization | undefined {
    return this.byKey.get(parseOrganizationId(idOrAlias) ?? idOrAlias.toLowerCase());
  }

  /** What a client may see, ordered by id; the same list at every call. */
  visibleTo(client: ClientSettings): readonly Organization[] {
    const known = this.visible.get(client);
    if (known !== undefined) return known;
    const visible = client.organizations.includes(EVERY_ORGANIZATION)
      ? this.all
      : this.named(client.organizations);
    this.visible.set(client, visible);
    return visible;
  }

  private named(idsAndAliases: readonly string[]): readonly Organization[] {
    const named = new Set(idsAndAliases.map((idOrAlias) => this.find(idOrAlias)));
    return this.all.filter((organization) => named.has(organization));
  }
}

function organizationsOf(connection: ConnectionSettings): readonly Organization[] {
  return connection.organizations.flatMap((organization) => {
    const id = parseOrganizationId(organization.id);
    return id === undefined ? [] : [{ ...organization, id, connection }];
  });
}

function byId(first: Organization, second: Organization): number {
  return first.id < second.id ? -1 : 1;
}

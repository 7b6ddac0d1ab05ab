import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import { copyOwner } from '../cache/copy-key.js';
import { Clock, type Cancel } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { Organization } from '../organizations/organization.js';
import { JobsReader } from './jobs-reader.js';
import type { Follower, Look } from './look.js';
import { OrganizationWatch } from './organization-watch.js';

/** How long what was seen is kept for somebody who comes back. */
const KEPT_MS = 15 * 60_000;

interface Watched {
  readonly owner: string;
  readonly organization: Organization;
  readonly watch: OrganizationWatch;
}

/** Looks at organizations while anybody follows them: one look each and interval, however many follow. */
@Injectable()
export class WatchService implements OnModuleDestroy {
  private readonly followers = new Set<Follower>();
  private readonly watched = new Map<string, Watched>();
  private readonly ending = new AbortController();
  private cancel: Cancel | undefined;

  constructor(
    private readonly reader: JobsReader,
    private readonly organizations: OrganizationRegistry,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  follow(follower: Follower): void {
    this.followers.add(follower);
    this.refresh();
  }

  onModuleDestroy(): void {
    this.ending.abort();
    this.cancel?.();
    for (const { watch } of this.watched.values()) watch.rest();
    this.watched.clear();
  }

  /** Begins and ends watches by what the followers want now and what the configuration has. */
  refresh(): void {
    if (this.ending.signal.aborted) return;
    const wanted = this.wanted();
    this.forget(wanted);
    for (const organization of wanted.values()) this.watchOf(organization).follow(organization);
    this.cancel?.();
    this.cancel = undefined;
    if (this.watched.size === 0) return;
    this.cancel = this.clock.after(this.config.current.eventsPollMs, () => this.refresh());
  }

  /** As they are configured now: one that a reload has taken away is looked at no more. */
  private wanted(): ReadonlyMap<string, Organization> {
    const ids = new Set(
      [...this.followers].flatMap((follower) => follower.organizations().map(({ id }) => id)),
    );
    return new Map(
      this.organizations
        .all()
        .filter(({ id }) => ids.has(id))
        .map((organization) => [organization.id, organization]),
    );
  }

  private forget(wanted: ReadonlyMap<string, Organization>): void {
    const nowMs = this.clock.monotonicMs();
    for (const [id, { owner, organization, watch }] of this.watched) {
      if (!wanted.has(id)) watch.rest();
      const configured = this.organizations.find(id);
      const isGone = configured === undefined || copyOwner(configured) !== owner;
      const isOver = watch.restsSinceMs !== undefined && nowMs - watch.restsSinceMs >= KEPT_MS;
      if (!isGone && !isOver) continue;
      watch.rest();
      this.watched.delete(id);
      for (const follower of this.followers) follower.onLost(organization);
    }
  }

  private watchOf(organization: Organization): OrganizationWatch {
    const known = this.watched.get(organization.id)?.watch;
    if (known !== undefined) return known;
    const owner = copyOwner(organization);
    const watch = new OrganizationWatch(organization, {
      reader: this.reader,
      clock: this.clock,
      pollMs: this.config.current.eventsPollMs,
      signal: this.ending.signal,
      onLook: (look) => this.tell(look),
    });
    this.watched.set(organization.id, { owner, organization, watch });
    return watch;
  }

  private tell(look: Look): void {
    const isKnown = this.watched.get(look.organization.id)?.owner === copyOwner(look.organization);
    if (!isKnown) return;
    for (const follower of this.followers) follower.onLook(look);
  }
}

import { Injectable } from '@nestjs/common';

import { copyOwner } from '../cache/copy-key.js';
import type { Organization } from '../organizations/organization.js';
import { UpstreamError } from '../upstream/upstream-error.js';
import type { BackupReading } from './read-backups.js';

/** What is known of one organization's backups. */
export interface SeenBackups {
  /** Whether the last look at it succeeded. */
  readonly isUp: boolean;
  /** Undefined until a look has succeeded. */
  readonly reading: BackupReading | undefined;
}

/** Remembers what the last looks at the organizations brought. */
@Injectable()
export class BackupBoard {
  private readonly seen = new Map<string, SeenBackups>();

  /** Undefined until it has been looked at. */
  of(organization: Organization): SeenBackups | undefined {
    return this.seen.get(copyOwner(organization));
  }

  /** A success that the seven days no longer hold is still the last one. */
  succeeded(organization: Organization, reading: BackupReading): void {
    const lastSuccess = reading.lastSuccess ?? this.of(organization)?.reading?.lastSuccess;
    this.seen.set(copyOwner(organization), { isUp: true, reading: { ...reading, lastSuccess } });
  }

  /** The last values stay and grow old, but after a 403: access may have been withdrawn, and nothing is shown any longer. */
  failed(organization: Organization, error: unknown): void {
    const isWithdrawn = error instanceof UpstreamError && error.upstreamStatus === 403;
    const reading = isWithdrawn ? undefined : this.of(organization)?.reading;
    this.seen.set(copyOwner(organization), { isUp: false, reading });
  }

  /** Forgets every other organization. */
  keepOnly(organizations: readonly Organization[]): void {
    const kept = new Set(organizations.map(copyOwner));
    for (const owner of this.seen.keys()) if (!kept.has(owner)) this.seen.delete(owner);
  }
}

import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { OrganizationRegistry } from '../organizations/organization-registry.js';
import type { Organization } from '../organizations/organization.js';
import { JobsReader } from '../watch/jobs-reader.js';
import { BackupBoard } from './backup-board.js';
import { readBackups } from './read-backups.js';

/** How many organizations are read at once: the questions of callers find places beside them. */
const AT_ONCE = 4;

/** Looks at the backups of every organization once, and puts what it finds on the board. */
@Injectable()
export class BackupLook {
  private readonly logger = new Logger(BackupLook.name);

  constructor(
    private readonly reader: JobsReader,
    private readonly organizations: OrganizationRegistry,
    private readonly board: BackupBoard,
    private readonly clock: Clock,
  ) {}

  /** Ends early, and notes nothing more, when the signal aborts. Never rejects. */
  async look(signal: AbortSignal): Promise<void> {
    const organizations = this.organizations.all();
    this.board.keepOnly(organizations);
    const line = organizations.values();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.lookInTurn(line, signal)));
  }

  private async lookInTurn(line: Iterable<Organization>, signal: AbortSignal): Promise<void> {
    for (const organization of line) {
      if (signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- The next in line is taken when this one is done.
      await this.lookAt(organization, signal);
    }
  }

  private async lookAt(organization: Organization, signal: AbortSignal): Promise<void> {
    try {
      const { source } = await this.reader.read(organization, { newerThanMs: -Infinity, signal });
      this.board.succeeded(organization, readBackups(source, this.clock.wallMs()));
    } catch (error) {
      if (signal.aborted) return;
      this.board.failed(organization, error);
      if (!(error instanceof AppError)) this.reportBug(organization, error);
    }
  }

  private reportBug({ id, connection }: Organization, error: unknown): void {
    this.logger.error({
      code: 'metrics_look_failed',
      connection: connection.name,
      organizationId: id,
      message: 'a look at the backups of an organization met a bug',
      stack: error instanceof Error ? error.stack : undefined,
    });
  }
}

import type { Clock } from '../config/clock.js';
import type { ConnectionSettings, Settings } from '../config/settings.js';
import type { TimeWindow } from '../jobs/time-window.js';
import { OrganizationDirectory } from '../organizations/organization-directory.js';
import { openClients } from './connection-clients.js';
import type { ConnectionReport } from './connection-report.js';
import { examineConnection } from './examine-connection.js';
import { inTurn } from './in-turn.js';
import { QuestionsClient } from './questions.client.js';

export interface ExamineOptions {
  readonly clock: Clock;
  /** Before each question to an upstream, in milliseconds. */
  readonly pauseMs: number;
  /** Only the connection of this name. */
  readonly connection?: string | undefined;
}

const WINDOW_MS = 30 * 24 * 3_600_000;

/** Looks at every connection of a configuration, one after the other. Whatever they do is a finding; nothing is thrown. */
export function examine(settings: Settings, options: ExamineOptions): Promise<readonly ConnectionReport[]> {
  const { connection: only } = options;
  const connections = settings.connections.filter(({ name }) => only === undefined || name === only);
  return inTurn(connections, (connection) => lookAt(settings, connection, options));
}

async function lookAt(
  settings: Settings,
  connection: ConnectionSettings,
  { clock, pauseMs }: ExamineOptions,
): Promise<ConnectionReport> {
  const clients = await openClients(settings, connection, clock);
  try {
    const questions = new QuestionsClient(clients, connection, clock, pauseMs);
    return await examineConnection({
      connection,
      organizations: new OrganizationDirectory({ ...settings, connections: [connection] }).all,
      configuredPageSize: settings.upstream.pageSize,
      window: lastDays(clock.wallMs()),
      clients,
      questions,
    });
  } finally {
    await clients.close();
  }
}

function lastDays(nowMs: number): TimeWindow {
  return { fromMs: nowMs - WINDOW_MS, toMs: nowMs };
}

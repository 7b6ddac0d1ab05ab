import { parseArgs } from 'node:util';

/** What the doctor was told to do. */
export interface Command {
  readonly isHelp: boolean;
  readonly isJson: boolean;
  readonly connection: string | undefined;
  readonly pauseMs: number;
}

const DEFAULT_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;

export const USAGE = `Usage: npm run doctor -- [--connection <name>] [--pause <milliseconds>] [--json]

Looks at the connections of this configuration (the same variables and CONFIG_FILE as the service) with small questions
that change nothing, and says what is amiss, what to do about it, and which settings to use.

  --connection <name>     only this connection
  --pause <milliseconds>  before each question to the upstream, 0 to ${LONGEST_PAUSE_MS} (${DEFAULT_PAUSE_MS})
  --json                  for machines; docs/doctor.md has the members
  --help                  this text

Exit code: 0 all is well, 1 there are faults, 2 the configuration or the command line cannot be read.
`;

/** Reads the command line; a text says what is wrong with it. */
export function readCommandLine(args: readonly string[]): Command | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        connection: { type: 'string' },
        pause: { type: 'string', default: String(DEFAULT_PAUSE_MS) },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { connection, json: isJson, help: isHelp, pause } = values;
    if (!/^\d{1,5}$/.test(pause) || Number(pause) > LONGEST_PAUSE_MS)
      return `--pause must be a whole number from 0 to ${LONGEST_PAUSE_MS}.`;
    return { isHelp, isJson, connection, pauseMs: Number(pause) };
  } catch (error) {
    return error instanceof Error ? error.message : 'The command line cannot be read.';
  }
}

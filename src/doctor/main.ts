import 'reflect-metadata';

import { SystemClock } from '../config/clock.js';
import { ConfigurationError, type ConfigurationFault } from '../config/configuration-error.js';
import { loadSettings } from '../config/load-settings.js';
import { readCommandLine, USAGE, type Command } from './command-line.js';
import { EXIT_CODES, verdictOf, type DoctorReport } from './doctor-report.js';
import { examine } from './examine.js';
import { jsonReport } from './report/json-report.js';
import { paintFor } from './report/palette.js';
import { textReport } from './report/text-report.js';

// Nothing but a pending pause may be left to wait for, and that alone does not keep a process alive.
const ALIVE_MS = 60_000;

/** `npm run doctor`: looks at what the environment configures; faults of the configuration are part of the report. */
async function consult({ connection, pauseMs }: Command): Promise<DoctorReport> {
  try {
    const settings = loadSettings({ environment: process.env });
    const names = settings.connections.map(({ name }) => name);
    if (connection !== undefined && !names.includes(connection))
      return unreadable([noSuch(connection, names)]);
    const options = { clock: new SystemClock(), pauseMs, connection };
    return { configurationFaults: [], connections: await examine(settings, options) };
  } catch (error) {
    if (error instanceof ConfigurationError) return unreadable(error.faults);
    throw error;
  }
}

function unreadable(configurationFaults: readonly ConfigurationFault[]): DoctorReport {
  return { configurationFaults, connections: [] };
}

function noSuch(connection: string, names: readonly string[]): ConfigurationFault {
  return { place: '--connection', message: `names ${connection}, but there is only ${names.join(', ')}` };
}

function print(report: DoctorReport, { isJson }: Command): void {
  if (isJson) process.stdout.write(jsonReport(report));
  else if (report.configurationFaults.length > 0)
    process.stderr.write(`${new ConfigurationError(report.configurationFaults).message}\n`);
  else process.stdout.write(textReport(report, paintFor(process.stdout, process.env)));
}

async function run(command: Command): Promise<void> {
  if (command.isHelp) return void process.stdout.write(USAGE);
  const alive = setInterval(() => undefined, ALIVE_MS);
  try {
    const report = await consult(command);
    print(report, command);
    process.exitCode = EXIT_CODES[verdictOf(report)];
  } finally {
    clearInterval(alive);
  }
}

const command = readCommandLine(process.argv.slice(2));
if (typeof command === 'string') {
  process.stderr.write(`${command}\n\n${USAGE}`);
  process.exitCode = EXIT_CODES.unreadable;
} else await run(command);

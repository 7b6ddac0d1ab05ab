import 'reflect-metadata';

import { ConfigurationError } from './config/configuration-error.js';
import { loadSettings } from './config/load-settings.js';
import { mistypedVariables } from './config/mistyped-variables.js';
import type { Settings } from './config/settings.js';
import { endOnCrash } from './crash.js';
import { JsonLogger } from './json-logger.js';

/** The configuration, or undefined after every fault of it has been printed. */
function settingsOrFaults(): Settings | undefined {
  try {
    return loadSettings({ environment: process.env });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return undefined;
  }
}

async function start(settings: Settings): Promise<void> {
  // Without a listener of its own this signal ends a process: the one who reads the configuration again
  // listens neither while the service starts nor while it closes.
  let isAskedToReload = false;
  process.on('SIGHUP', () => void (isAskedToReload = true));
  const logger = new JsonLogger(settings.logLevel);
  for (const { given, meant } of mistypedVariables(process.env))
    logger.warn({
      code: 'variable_unknown',
      given,
      meant,
      message: `${given} is not read; is ${meant} meant?`,
    });
  endOnCrash(logger);
  // Most of a start is loading these: a bad configuration is told before.
  const [{ createHttpServer }, { shutDown }, { ConfigService }] = await Promise.all([
    import('./http-server.js'),
    import('./shutdown.js'),
    import('./config/config.service.js'),
  ]);
  const app = await createHttpServer({ settings, logger });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      logger.log({ code: 'stopping', signal, message: 'finishing the requests in flight' });
      void shutDown(app, settings.shutdownMs).then(() => process.exit(0));
    });
  }
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    logger.fatal({
      code: 'not_listening',
      message: `cannot listen on ${settings.host}:${settings.port}`,
      reason: reasonOf(error),
    });
    // What was begun, such as a connection to Redis, would keep the process.
    process.exit(1);
  }
  // With port 0 only the server knows where it listens.
  logger.log({ code: 'started', message: `listening on ${await app.getUrl()}` });
  // The file may have changed after it was read and before anybody listened to the signal.
  if (isAskedToReload) await app.get(ConfigService).reload();
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const settings = settingsOrFaults();
if (settings !== undefined) await start(settings);

import 'reflect-metadata';

import { createHttpServer } from '../http-server.js';
import { JsonLogger } from '../json-logger.js';
import { BackupLook } from '../metrics/backup-look.js';
import { shutDown } from '../shutdown.js';
import { demoSettings } from './demo-settings.js';
import { startReceiver } from './receiver.server.js';
import { demoTenants } from './stand-in/demo-tenants.js';
import { startStandIn } from './stand-in/stand-in.server.js';
import { whatToTry } from './what-to-try.js';

/** Says on the command line that only the stand-in is wanted, and on which port: for a service that runs elsewhere. */
const STAND_IN_ALONE = 'upstream';

const tenants = demoTenants();
const [role, port] = process.argv.slice(2);
const stop = role === STAND_IN_ALONE ? await startStandInAlone(Number(port)) : await startDemo();

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(0)));
}

type Stop = () => Promise<unknown>;

/** The stand-in on that port of this machine; the service that asks it is configured like any other. */
async function startStandInAlone(wantedPort: number): Promise<Stop> {
  const standIn = await startStandIn({ tenants, port: wantedPort, now: Date.now, seed: 'demo' });
  console.log(`The stand-in upstream answers at ${standIn.url}.`);
  return () => standIn.close();
}

/** The service over a stand-in of its own. */
async function startDemo(): Promise<Stop> {
  const standIn = await startStandIn({ tenants, port: 0, now: Date.now, seed: 'demo' });
  const receiver = await startReceiver();
  const { url: baseUrl, tokenUrl } = standIn;
  const settings = demoSettings({ tenants, baseUrl, tokenUrl, receiverUrl: receiver.url }, process.env);
  const app = await createHttpServer({ settings, logger: new JsonLogger(settings.logLevel) });
  // What is printed works from the first moment, and is printed as soon as anything answers: the metrics look first.
  await app.init();
  await app.get(BackupLook, { strict: false }).look(new AbortController().signal);
  await app.listen(settings.port, settings.host);
  const url = `http://${settings.host}:${settings.port}`;
  console.log(`
The service answers at ${url}, over made-up jobs of ${tenants.flatMap(({ organizations }) => organizations).length} organizations:
tenant "contoso" speaks the GET contract, "fabrikam" only the POST contract, which the service finds out by itself.

${whatToTry({ url, upstreamUrl: baseUrl, receiverUrl: receiver.url })}
Ctrl-C ends the service and the stand-in.
`);
  return () => Promise.all([shutDown(app, settings.shutdownMs), standIn.close(), receiver.close()]);
}

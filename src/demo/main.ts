import 'reflect-metadata';

import { createHttpServer } from '../http-server.js';
import { JsonLogger } from '../json-logger.js';
import { shutDown } from '../shutdown.js';
import { DEMO_KEY, demoSettings } from './demo-settings.js';
import { demoTenants } from './stand-in/demo-tenants.js';
import { startStandIn } from './stand-in/stand-in.server.js';

/** Lines of the log would bury what there is to try; failures are still told. */
const DEMO_LOG_LEVEL = 'warn';

const tenants = demoTenants();
const standIn = await startStandIn({ tenants, port: 0, now: Date.now, seed: 'demo' });
const settings = demoSettings(
  { tenants, baseUrl: standIn.url, tokenUrl: standIn.tokenUrl },
  { LOG_LEVEL: DEMO_LOG_LEVEL, ...process.env },
);
const app = await createHttpServer({ settings, logger: new JsonLogger(settings.logLevel) });
await app.listen(settings.port, settings.host);
const url = `http://${settings.host}:${settings.port}`;
const curl = `curl -H 'X-Api-Key: ${DEMO_KEY}'`;

console.log(`
The service answers at ${url}, over made-up jobs of ${tenants.flatMap(({ organizations }) => organizations).length} organizations:
tenant "contoso" speaks the GET contract, "fabrikam" only the POST contract, which the service finds out by itself.

The newest jobs of all organizations:
  ${curl} '${url}/v1/jobs?pageSize=5'
What failed or ended with exceptions in the last week:
  ${curl} '${url}/v1/jobs?status=failed,finishedWithException'
Is every organization backed up?
  ${curl} '${url}/v1/organizations'
Jobs that are running now; some end while you watch:
  ${curl} -H 'Cache-Control: no-cache' '${url}/v1/jobs?status=inProgress'

Documentation: ${url}/docs   OpenAPI: ${url}/openapi.json
Ctrl-C ends the service and the stand-in.
`);

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(
    signal,
    () => void Promise.all([shutDown(app, settings.shutdownMs), standIn.close()]).then(() => process.exit(0)),
  );
}

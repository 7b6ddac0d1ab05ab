import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { Faults } from './faults.js';
import { Identity } from './identity.js';
import { IssuedTokens } from './issued-tokens.js';
import { JobHistory } from './job-history.js';
import type { JobSource } from './jobs-api.js';
import { ReceivedRequests } from './received-requests.js';
import { RequestHandler } from './request-handler.js';
import type { StandIn, StandInOptions } from './stand-in.js';
import { fillTenant } from './tenants.js';

// Longer than any client keeps an idle connection, so that no call meets one that is just being closed.
const KEEP_ALIVE_MS = 120_000;

async function listen(server: Server, wantedPort: number): Promise<number> {
  await once(server.listen(wantedPort, '127.0.0.1'), 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : wantedPort;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

function jobSourceOf(options: StandInOptions): JobSource {
  const { jobs, seed, anchorMs = options.now() } = options;
  const history = new JobHistory(seed, anchorMs);
  if (jobs === undefined) return (organization, nowMs) => history.jobsOf(organization, nowMs);
  return (organization, nowMs) => jobs(organization, nowMs).filter((job) => job.startMs <= nowMs);
}

/** Starts identity service and both contracts on one port. Rejects when the port is taken. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const received = new ReceivedRequests();
  const faults = new Faults();
  const tokens = new IssuedTokens();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  const audience = `${options.publicUrl ?? url}/connect/token`;
  const identity = new Identity(options.tenants.map(fillTenant), tokens, audience);
  const { now } = options;
  const handler = new RequestHandler({ now, received, faults, tokens, identity, jobs: jobSourceOf(options) });
  server.on(
    'request',
    (request: IncomingMessage, response: ServerResponse) => void handler.handle(request, response),
  );
  return {
    url,
    tokenUrl: `${url}/connect/token`,
    port,
    received: received.latest,
    get tokenRequests() {
      return received.count('token');
    },
    get jobRequests() {
      return received.count('get') + received.count('post');
    },
    faults,
    reset: () => [received, faults].forEach((part) => part.clear()),
    revokeTokens: () => tokens.revokeAll(),
    replaceSecrets: (clientId, secrets) => identity.replaceSecrets(clientId, secrets),
    close: () => close(server),
  };
}

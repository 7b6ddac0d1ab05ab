import type { INestApplication } from '@nestjs/common';
import type { Server } from 'node:http';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';

import { Lifecycle } from './health/lifecycle.js';
import { closeUnusedConnections } from './open-connections.js';

/** How often connections that have become idle are closed while the last requests are answered. */
const SWEEP_MS = 100;
/** How long connections are still taken after the process has said that it ends. */
const NOTICE_MS = 400;
/** After the grace, for what is neither a connection nor worth waiting for. */
const LAST_MS = 200;

/**
 * Ends the service: readiness and `Connection: close` first, then unused connections, then, after the grace, all of them.
 * Closing the server alone would wait for the clients' keep-alive, and for ever on a request sent by half.
 */
export async function shutDown(app: INestApplication<Server>, graceMs: number): Promise<void> {
  app.get(Lifecycle).startClosing();
  const server: Server = app.getHttpServer();
  const noticeMs = Math.min(NOTICE_MS, graceMs);
  // Whoever sends requests here is told before the door closes.
  await setTimeoutPromise(noticeMs);
  const sweep = setInterval(() => closeUnusedConnections(server), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs - noticeMs);
  try {
    await Promise.race([app.close(), setTimeoutPromise(graceMs - noticeMs + LAST_MS)]);
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}

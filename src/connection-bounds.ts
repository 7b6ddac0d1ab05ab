import type { LoggerService } from '@nestjs/common';
import type { Server } from 'node:http';

import type { Clock } from './config/clock.js';
import { closeUnusedConnections, noteConnections } from './open-connections.js';
import { noteOwedAnswers } from './owed-answers.js';
import type { SocketRefusal } from './socket-refusal.js';

/** Each may hold the largest header that is read, twice over: this many are a hundred megabytes. */
export const MOST_CONNECTIONS = 4_000;
/** How long it is quiet in the log after it has told of connections that were turned away. */
const QUIET_MS = 10_000;

export interface ConnectionBounds {
  readonly refusal: SocketRefusal;
  readonly logger: LoggerService;
  readonly clock: Clock;
}

/** What holds for connections, before and beside the requests that come on them. */
export function boundConnections(server: Server, { refusal, logger, clock }: ConnectionBounds): void {
  noteConnections(server);
  noteOwedAnswers(server);
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connect', (request, socket) => refusal.refuseTunnel(request, socket));
  // An expectation may be passed over, RFC 9110 section 10.1.1; the server underneath would answer with a bare 417.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  let quietUntilMs = -Infinity;
  server.on('drop', () => {
    // Whoever comes next finds room that nobody used.
    closeUnusedConnections(server);
    if (clock.monotonicMs() < quietUntilMs) return;
    quietUntilMs = clock.monotonicMs() + QUIET_MS;
    logger.warn({ code: 'connections_full', message: `more than ${MOST_CONNECTIONS} connections came` });
  });
}

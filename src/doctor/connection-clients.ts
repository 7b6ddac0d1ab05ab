import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { Clock } from '../config/clock.js';
import { ConfigModule } from '../config/config.module.js';
import type { ConnectionSettings, Settings } from '../config/settings.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { OutgoingClient } from '../outgoing/outgoing.client.js';
import { TokenService } from '../tokens/token.service.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { UpstreamClient } from '../upstream/upstream.client.js';
import { UpstreamModule } from '../upstream/upstream.module.js';
import { exchangeOf, unansweredExchange, type Exchange } from './exchange.js';

/** The service's own clients for one connection, and what went over the wire through them. */
export interface ConnectionClients {
  readonly tokens: TokenService;
  readonly upstream: UpstreamClient;
  /** Oldest first; it grows with every call. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

@Module({ imports: [OutgoingModule, TokensModule, UpstreamModule] })
class ClientsModule {}

/** As the service has them, but with one call at a time and none repeated: what comes is to be seen as it is. */
export async function openClients(
  settings: Settings,
  connection: ConnectionSettings,
  clock: Clock,
): Promise<ConnectionClients> {
  const upstream = { ...settings.upstream, retries: 0, maxConcurrency: 1 };
  const narrowed = { ...settings, upstream, tracesEndpoint: undefined, connections: [connection] };
  const context = await NestFactory.createApplicationContext(
    {
      module: ClientsModule,
      imports: [ConfigModule.forRoot({ settings: narrowed, clock, load: () => narrowed })],
    },
    // Lines of the log would stand in the middle of the report, which tells the same.
    { logger: false, abortOnError: false },
  );
  const find = { strict: false };
  return {
    tokens: context.get(TokenService, find),
    upstream: context.get(UpstreamClient, find),
    exchanges: watch(context.get(OutgoingClient, find), connection, clock),
    close: () => context.close(),
  };
}

/** Status, clock and the codes of a refusal end at the clients, which tell callers less: here they are looked at on the way. */
function watch(outgoing: OutgoingClient, { tokenUrl }: ConnectionSettings, clock: Clock): Exchange[] {
  const exchanges: Exchange[] = [];
  const send = outgoing.send.bind(outgoing);
  outgoing.send = async (request) => {
    const server = request.url.href === new URL(tokenUrl).href ? 'identity' : 'upstream';
    const sentMs = clock.wallMs();
    try {
      const answer = await send(request);
      exchanges.push(exchangeOf(server, answer, { sentMs, receivedMs: clock.wallMs() }));
      return answer;
    } catch (error) {
      exchanges.push(unansweredExchange(server));
      throw error;
    }
  };
  return exchanges;
}

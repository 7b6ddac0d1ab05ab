import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import { TokenInstruments } from '../instruments/token-instruments.js';
import { OutgoingClient } from '../outgoing/outgoing.client.js';
import type { AccessToken } from './access-token.js';
import { ProofReader } from './proof-reader.js';
import { TokenGrant } from './token-grant.js';
import { TokenKeeper } from './token-keeper.js';
import { TokenSetbacks } from './token-setbacks.js';
import { TokenClient } from './token.client.js';

export interface TokenOptions {
  /** Ends only this caller's wait, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** W3C Trace Context of that caller: a token request made for it belongs to its trace. */
  readonly traceparent?: string | undefined;
}

/** Tokens for the upstream, one held per connection. Every failure is an `AppError` that names the connection only. */
@Injectable()
export class TokenService {
  /** A reload keeps the settings object of an unchanged connection, and with it the token. */
  private readonly keepers = new WeakMap<ConnectionSettings, TokenKeeper>();
  private readonly client: TokenClient;

  constructor(
    outgoing: OutgoingClient,
    private readonly clock: Clock,
    config: ConfigService,
    private readonly logger: Logger,
    private readonly instruments: TokenInstruments,
  ) {
    this.client = new TokenClient(outgoing, clock, config);
  }

  /** A token with at least 5 s to live (a tenth of its life when that is less). */
  async tokenFor(connection: ConnectionSettings, options: TokenOptions = {}): Promise<AccessToken> {
    return await this.keeperOf(connection).token(options);
  }

  /** Another token than the one the upstream answered 401 to: one renewal for all who saw that one. */
  async renew(
    connection: ConnectionSettings,
    refused: AccessToken,
    options: TokenOptions = {},
  ): Promise<AccessToken> {
    return await this.keeperOf(connection).renew(refused, options);
  }

  private keeperOf(connection: ConnectionSettings): TokenKeeper {
    const held = this.keepers.get(connection) ?? this.makeKeeper(connection);
    this.keepers.set(connection, held);
    return held;
  }

  private makeKeeper(connection: ConnectionSettings): TokenKeeper {
    const { name } = connection;
    const reader = new ProofReader(connection, this.clock);
    return new TokenKeeper({
      connectionName: name,
      reader,
      grant: new TokenGrant(reader, (proof, call) =>
        this.instruments.counting(connection, call, () =>
          this.client.request(connection, proof, call.signal),
        ),
      ),
      setbacks: new TokenSetbacks(name, this.clock, this.logger),
      clock: this.clock,
      onRenewed: () =>
        this.logger.debug({ code: 'token_renewed', connection: name, message: 'A new token is there.' }),
    });
  }
}

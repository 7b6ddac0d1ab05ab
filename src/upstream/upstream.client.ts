import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import type { OutgoingAnswer } from '../outgoing/outgoing.client.js';
import { TokenService } from '../tokens/token.service.js';
import { ConnectionGuards } from './connection-guards.js';
import { throwFailureOf, UpstreamAttemptClient, type Asked } from './upstream-attempt.client.js';
import type { CallContext, UpstreamRequest } from './upstream-request.js';

/** Asks the vendor, as far as the connection's guard lets it. Every failure is an `AppError` without upstream text. */
@Injectable()
export class UpstreamClient {
  constructor(
    private readonly attempts: UpstreamAttemptClient,
    private readonly tokens: TokenService,
    private readonly guards: ConnectionGuards,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** The JSON value the upstream answers with. */
  async ask(
    connection: ConnectionSettings,
    request: UpstreamRequest,
    context: CallContext,
  ): Promise<unknown> {
    const deadlineMs =
      context.deadlineMs ?? this.clock.monotonicMs() + this.config.current.upstream.deadlineMs;
    const onRepeat = (): void => this.guards.guardOf(connection).noteRepeat();
    const asked: Asked = { connection, request, call: { ...context, deadlineMs, onRepeat } };
    return this.attempts.read(asked, await this.sendAuthorized(asked));
  }

  /** A 401 forces one renewal and one more try: the token may have been revoked while we held it. */
  private async sendAuthorized(asked: Asked): Promise<OutgoingAnswer> {
    const { connection, call } = asked;
    const { signal, traceparent } = call;
    const guard = this.guards.guardOf(connection);
    const first = await guard.run(call, async () => {
      const token = await this.tokens.tokenFor(connection, { signal, traceparent });
      return { token, answer: await this.attempts.send(asked, token) };
    });
    if (first.answer.status !== 401) return first.answer;
    const renewed = await this.tokens.renew(connection, first.token, { signal, traceparent });
    const answer = await guard.run(call, () => this.attempts.send(asked, renewed));
    throwFailureOf(answer, undefined);
    return answer;
  }
}

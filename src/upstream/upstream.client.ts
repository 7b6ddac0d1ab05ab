import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { OutgoingClient, OutgoingError, type OutgoingAnswer } from '../outgoing/outgoing.client.js';
import { parseRetryAfter } from '../outgoing/retry-after.js';
import type { AccessToken } from '../tokens/access-token.js';
import { TokenService } from '../tokens/token.service.js';
import { ConnectionGuards } from './connection-guards.js';
import { readJsonBody } from './read-json-body.js';
import { addressOf, headersOf } from './sent-request.js';
import { failureOfStatus, UnansweredError } from './upstream-error.js';
import type { CallContext, TimedCall, UpstreamRequest } from './upstream-request.js';

interface Asked {
  readonly connection: ConnectionSettings;
  readonly request: UpstreamRequest;
  readonly call: TimedCall;
}

/** Asks the vendor, as far as the connection's guard lets it. Every failure is an `AppError` without upstream text. */
@Injectable()
export class UpstreamClient {
  constructor(
    private readonly outgoing: OutgoingClient,
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
    const answer = await this.sendAuthorized({ connection, request, call: { ...context, deadlineMs } });
    return readJsonBody(answer.headers['content-type'], answer.body);
  }

  /** A 401 forces one renewal and one more try: the token may have been revoked while we held it. */
  private async sendAuthorized(asked: Asked): Promise<OutgoingAnswer> {
    const { connection, call } = asked;
    const { signal } = call;
    const guard = this.guards.guardOf(connection);
    const first = await guard.run(call, async () => {
      const token = await this.tokens.tokenFor(connection, { signal });
      return { token, answer: await this.send(asked, token) };
    });
    if (first.answer.status !== 401) return first.answer;
    const renewed = await this.tokens.renew(connection, first.token, { signal });
    const answer = await guard.run(call, () => this.send(asked, renewed));
    throwFailureOf(answer, undefined);
    return answer;
  }

  /** One attempt. A 401 is an answer here, since a new token may cure it; any other failure is thrown. */
  private async send(asked: Asked, token: AccessToken): Promise<OutgoingAnswer> {
    asked.call.onAttempt?.();
    const answer = await this.exchange(asked, token);
    refuseEcho(answer, token);
    const waitSeconds = parseRetryAfter(answer.headers['retry-after'], this.clock.wallMs());
    if (answer.status !== 401) throwFailureOf(answer, waitSeconds);
    return answer;
  }

  private async exchange({ connection, request, call }: Asked, token: AccessToken): Promise<OutgoingAnswer> {
    const { timeoutMs, maxResponseBytes } = this.config.current.upstream;
    try {
      return await this.outgoing.send({
        method: request.method,
        url: addressOf(connection, request),
        headers: headersOf(request, call, token),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        timeoutMs,
        maxBytes: maxResponseBytes,
        signal: call.signal,
      });
    } catch (error) {
      throw failureOfCall(error, call.signal);
    }
  }
}

function throwFailureOf({ status }: OutgoingAnswer, waitSeconds: number | undefined): void {
  const failure = failureOfStatus(status, waitSeconds);
  if (failure !== undefined) throw failure;
}

/** An upstream that shows our token in what it answers would hand it on to callers. */
function refuseEcho({ body }: OutgoingAnswer, token: AccessToken): void {
  if (body.includes(token.value.reveal()))
    throw new AppError('upstream-invalid', 'The upstream answered with our own token.');
}

function failureOfCall(error: unknown, signal: AbortSignal): unknown {
  if (!(error instanceof OutgoingError)) return error;
  return error.failure === 'cancelled' ? signal.reason : new UnansweredError(error.failure);
}

import { Injectable } from '@nestjs/common';

import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import type { ConnectionSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { failureOutcome } from '../instruments/call-outcome.js';
import { UpstreamInstruments, type UpstreamAttempt } from '../instruments/upstream-instruments.js';
import { OutgoingClient, OutgoingError, type OutgoingAnswer } from '../outgoing/outgoing.client.js';
import { parseRetryAfter } from '../outgoing/retry-after.js';
import type { AccessToken } from '../tokens/access-token.js';
import { Tracing, type OpenSpan } from '../tracing/tracing.js';
import { readJsonBody } from './read-json-body.js';
import { addressOf, headersOf } from './sent-request.js';
import { failureOfStatus, UnansweredError } from './upstream-error.js';
import type { TimedCall, UpstreamRequest } from './upstream-request.js';

/** One question, over the connection it goes by. */
export interface Asked {
  readonly connection: ConnectionSettings;
  readonly request: UpstreamRequest;
  readonly call: TimedCall;
}

/** The latest attempt at a question, counted from 1. */
interface Attempt {
  readonly number: number;
  readonly span: OpenSpan;
}

/** Makes one attempt at the vendor with one token, and measures it. */
@Injectable()
export class UpstreamAttemptClient {
  private readonly attempts = new WeakMap<Asked, Attempt>();

  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly config: ConfigService,
    private readonly clock: Clock,
    private readonly instruments: UpstreamInstruments,
    private readonly tracing: Tracing,
  ) {}

  /** One attempt. A 401 is an answer here, since a new token may cure it; any other failure is thrown. */
  async send(asked: Asked, token: AccessToken): Promise<OutgoingAnswer> {
    const attempt = attemptOf(asked);
    const begunMs = this.clock.monotonicMs();
    const { traceparent } = this.begin(asked);
    try {
      const answer = await this.exchange({ ...asked, call: { ...asked.call, traceparent } }, token);
      if (answer.status === 401) this.ended(asked, 'unauthorized');
      return answer;
    } catch (error) {
      this.ended(asked, failureOutcome(error, asked.call.signal));
      throw error;
    } finally {
      const seconds = (this.clock.monotonicMs() - begunMs) / 1000;
      if (!asked.call.signal.aborted) this.instruments.lasted(attempt, seconds);
    }
  }

  /** The JSON value of a whole answer: only what can be read counts as a good attempt. */
  read(asked: Asked, { headers, body }: OutgoingAnswer): unknown {
    try {
      const value = readJsonBody(headers['content-type'], body);
      this.ended(asked, 'ok');
      return value;
    } catch (error) {
      this.ended(asked, 'invalid');
      throw error;
    }
  }

  private begin(asked: Asked): OpenSpan {
    const number = (this.attempts.get(asked)?.number ?? 0) + 1;
    const { connection, contract } = attemptOf(asked);
    const span = this.tracing.startSpan({
      kind: 'client',
      name: 'upstream attempt',
      parent: asked.call.traceparent,
      attributes: {
        'bff.connection': connection,
        'bff.contract': contract,
        'bff.organization_id': asked.call.lane,
        'bff.attempt': number,
      },
    });
    this.attempts.set(asked, { number, span });
    asked.call.onAttempt?.();
    return span;
  }

  private ended(asked: Asked, outcome: UpstreamAttempt['outcome']): void {
    this.instruments.ended({ ...attemptOf(asked), outcome });
    const attributes = { 'bff.outcome': outcome };
    this.attempts.get(asked)?.span.end({ attributes, isError: outcome !== 'ok' });
  }

  private async exchange(asked: Asked, token: AccessToken): Promise<OutgoingAnswer> {
    const answer = await this.request(asked, token);
    refuseEcho(answer, token);
    const waitSeconds = parseRetryAfter(answer.headers['retry-after'], this.clock.wallMs());
    if (answer.status !== 401) throwFailureOf(answer, waitSeconds);
    return answer;
  }

  private async request({ connection, request, call }: Asked, token: AccessToken): Promise<OutgoingAnswer> {
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
        ...(call.onRepeat && { onRepeat: call.onRepeat }),
      });
    } catch (error) {
      throw failureOfCall(error, call.signal);
    }
  }
}

/** The vendor's contracts bear the names of their methods. */
function attemptOf({ connection, request }: Asked): Omit<UpstreamAttempt, 'outcome'> {
  return { connection: connection.name, contract: request.method === 'GET' ? 'get' : 'post' };
}

/** Throws the failure that the status of an answer says, if any. */
export function throwFailureOf({ status }: OutgoingAnswer, waitSeconds: number | undefined): void {
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

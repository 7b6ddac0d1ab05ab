import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { isPartial } from '../aggregation/source.js';
import { Clock } from '../config/clock.js';
import { CacheInstruments } from '../instruments/cache-instruments.js';
import type { KeptAnswer } from './answer-memo.js';
import { cacheHeaders } from './cache-headers.js';
import { matchesEntityTag } from './entity-tag.js';
import type { ReadableRequest, ReadContext, ReadStart } from './read-context.js';

/** What an answer owes to the upstream; nothing, when it was kept. */
type UpstreamShare = Pick<ReadContext, 'upstreamMs' | 'upstreamCalls'>;

export interface Exchange {
  readonly request: ReadableRequest;
  readonly response: unknown;
  readonly reading: ReadStart & Partial<UpstreamShare>;
}

/** What is said of the upstream with most answers: written once. */
const NOT_ASKED = upstreamTiming(0, 0);

/** Writes what goes with an answer: its header, and 304 in its place when the caller has it already. */
@Injectable()
export class AnswerWriter {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly clock: Clock,
    private readonly instruments: CacheInstruments,
  ) {}

  /** The body to send, a character for each byte; undefined after a 304. */
  write(answer: KeptAnswer, { request, response, reading }: Exchange): string | undefined {
    this.instruments.lookedUp(answer.lookups);
    this.writeFields(answer, { request, response, reading });
    const ifNoneMatch = request.headers['if-none-match'];
    if (!matchesEntityTag(typeof ifNoneMatch === 'string' ? ifNoneMatch : undefined, answer.entityTag)) {
      this.adapterHost.httpAdapter.setHeader(response, 'content-type', 'application/json; charset=utf-8');
      return answer.body;
    }
    this.adapterHost.httpAdapter.status(response, 304);
    return undefined;
  }

  private writeFields(
    { headers, sources, provenance, entityTag }: KeptAnswer,
    { response, reading }: Exchange,
  ): void {
    const adapter = this.adapterHost.httpAdapter;
    const nowMonotonicMs = this.clock.monotonicMs();
    const { directives } = reading;
    const freshness = cacheHeaders({ directives, provenance, isPartial: isPartial(sources), nowMonotonicMs });
    for (const fields of [headers, freshness])
      for (const [name, value] of Object.entries(fields)) adapter.setHeader(response, name, value);
    adapter.setHeader(response, 'etag', entityTag);
    adapter.setHeader(response, 'server-timing', serverTiming(reading, nowMonotonicMs));
  }
}

/** Where the time went, W3C Server Timing: our own part, and the longest wait for the upstream with its calls. */
export function serverTiming(
  { startedAtMonotonicMs, upstreamMs = 0, upstreamCalls = 0 }: Exchange['reading'],
  nowMonotonicMs: number,
): string {
  const ownMs = Math.max(0, nowMonotonicMs - startedAtMonotonicMs - upstreamMs);
  const upstream =
    upstreamCalls === 0 && upstreamMs === 0 ? NOT_ASKED : upstreamTiming(upstreamMs, upstreamCalls);
  return `cache;dur=${ownMs.toFixed(1)}, ${upstream}`;
}

function upstreamTiming(upstreamMs: number, upstreamCalls: number): string {
  return `upstream;dur=${upstreamMs.toFixed(1)};desc="${upstreamCalls} calls"`;
}

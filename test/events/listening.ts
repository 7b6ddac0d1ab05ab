import { once } from 'node:events';
import { get, type ClientRequest, type IncomingMessage } from 'node:http';

import { onTestFinished } from 'vitest';

import type { Job } from '../../src/jobs/job.js';
import { KEY } from '../support/service.js';

/** One event as it came, HTML standard section 9.2.6. */
export interface HeardEvent {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly job: Job; readonly previousStatus: string | null };
}

export interface ListenOptions {
  readonly query?: string;
  readonly key?: string;
  readonly lastEventId?: string;
}

/** One who listens, over a connection of its own. */
export class Listening {
  text = '';
  isEnded = false;
  isCut = false;

  private constructor(
    private readonly request: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8').on('data', (more: string) => void (this.text += more));
    response.on('end', () => (this.isEnded = true)).on('error', () => (this.isCut = true));
  }

  /** Resolves when the header of the answer is there, whatever its status. */
  static async open(
    url: string,
    { query = '', key = KEY, lastEventId }: ListenOptions = {},
  ): Promise<Listening> {
    const place = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const request = get(`${url}/v1/jobs/events${query}`, {
      agent: false,
      headers: { accept: 'text/event-stream', 'x-api-key': key, ...place },
    });
    onTestFinished(() => void request.destroy());
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new Listening(request, response);
  }

  /** The blocks that have come as a whole, as lists of name and value; a comment has an empty name. */
  private get blocks(): [name: string, value: string][][] {
    const whole = this.text.split('\n\n').slice(0, -1);
    return whole.map((block) =>
      block.split('\n').map((line) => [line.split(':', 1)[0]!, line.slice(line.indexOf(':') + 1).trim()]),
    );
  }

  get events(): HeardEvent[] {
    return this.blocks
      .map((block) => new Map(block))
      .filter((fields) => fields.has('data'))
      .map((fields) => ({
        event: fields.get('event')!,
        id: fields.get('id')!,
        data: JSON.parse(fields.get('data')!) as HeardEvent['data'],
      }));
  }

  /** What was heard, in short, but for the jobs that tests count looks with. */
  get heard(): string[] {
    return this.events
      .filter(({ data: { job } }) => !(job?.id ?? '').startsWith('marker'))
      .map(({ event, data: { job, previousStatus } }) =>
        event === 'reset' ? event : `${event} ${job.id}: ${String(previousStatus)}, ${job.status}`,
      );
  }

  timesHeard(jobId: string): number {
    return this.text.split(`"job":{"id":"${jobId}"`).length - 1;
  }

  /** How many organizations have been looked at for the first time. */
  get beginnings(): number {
    return this.comments.filter((comment) => comment === 'from here on').length;
  }

  /** What `Last-Event-ID` would be. */
  get lastEventId(): string | undefined {
    return this.blocks.flat().findLast(([name]) => name === 'id')?.[1];
  }

  get comments(): string[] {
    return this.blocks.flat().flatMap(([name, value]) => (name === '' ? [value] : []));
  }

  leave(): void {
    this.request.destroy();
  }
}

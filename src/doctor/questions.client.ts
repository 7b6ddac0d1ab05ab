import type { Clock } from '../config/clock.js';
import type { ConnectionSettings } from '../config/settings.js';
import { jobsContracts } from '../jobs/contract/contract-choice.js';
import { normalizeJob } from '../jobs/normalize-job.js';
import { readJobsAnswer } from '../jobs/read-jobs-answer.js';
import type { TimeWindow } from '../jobs/time-window.js';
import type { Organization } from '../organizations/organization.js';
import { pause } from '../upstream/pause.js';
import { answerShapeOf } from './answer-shape.js';
import type { ConnectionClients } from './connection-clients.js';
import { replyOfFailure, type Answer, type Reply } from './reply.js';
import type { Wording } from './wording.js';

/** A question about one organization; only its first page is ever asked for. */
export interface Question {
  readonly organization: Organization;
  readonly wording: Wording;
  readonly window: TimeWindow;
  readonly pageSize: number;
}

/** What every connection may cost beside one question for each organization: the longest way through all steps. */
const MOST_OTHER_CALLS = 44;
/** A token that is refused is renewed, and the question put again. */
const MOST_CALLS_A_QUESTION = 2;
/** A configured `maxRequestsPerMinute` may make a question wait; nobody else waits for it. */
const LONGEST_WAIT_MS = 600_000;

/** Asks the upstream about jobs, one question at a time with a pause before each, and never more than a bound. */
export class QuestionsClient {
  readonly mostCalls: number;
  /** What became of every question, in order. */
  readonly replies: Reply[] = [];
  /** Why nothing more is asked; undefined as long as it is. */
  stopped: string | undefined;

  constructor(
    private readonly clients: ConnectionClients,
    private readonly connection: ConnectionSettings,
    private readonly clock: Clock,
    private readonly pauseMs: number,
  ) {
    this.mostCalls = MOST_OTHER_CALLS + connection.organizations.length;
  }

  /** How many calls were sent to the upstream. */
  get calls(): number {
    return this.clients.exchanges.filter(({ server }) => server === 'upstream').length;
  }

  /** Never rejects for what the upstream does. Once it has asked to slow down, nothing is asked any more. */
  async ask(question: Question): Promise<Reply> {
    const reply = await this.askUnlessStopped(question);
    this.replies.push(reply);
    return reply;
  }

  private async askUnlessStopped(question: Question): Promise<Reply> {
    if (this.calls + MOST_CALLS_A_QUESTION > this.mostCalls)
      this.stopped ??= `all ${this.mostCalls} calls are used up`;
    if (this.stopped !== undefined) return { kind: 'notAsked', because: this.stopped };
    const { signal } = new AbortController();
    if (this.pauseMs > 0) await pause(this.clock, this.pauseMs, signal);
    const reply = await this.put(question, signal).catch(replyOfFailure);
    if (reply.kind === 'throttled') this.stopped = 'the upstream asks to slow down';
    return reply;
  }

  private async put(
    { organization, wording, window, pageSize }: Question,
    signal: AbortSignal,
  ): Promise<Answer> {
    const asked = { organizationId: organization.id, window };
    const request = jobsContracts[wording.contract].toRequest(asked, { index: 1, size: pageSize }, wording);
    const deadlineMs = this.clock.monotonicMs() + LONGEST_WAIT_MS;
    const call = { signal, deadlineMs, traceparent: undefined };
    return readAnswer(await this.clients.upstream.ask(this.connection, request, call), organization);
  }
}

function readAnswer(body: unknown, organization: Organization): Answer {
  const { records, total, pageSize } = readJobsAnswer(body);
  const read = records.map((record) => normalizeJob(record, organization));
  return {
    kind: 'answer',
    jobs: read.flatMap((record) => (record.kind === 'job' ? [record.job] : [])),
    foreign: read.filter(({ kind }) => kind === 'foreign').length,
    unusable: read.filter(({ kind }) => kind === 'faulty').length,
    total,
    pageSize,
    shape: answerShapeOf(body),
  };
}

import { Injectable, type Type } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { selectOrganizations } from '../auth/visible-organizations.js';
import type { AnswerQuestion } from '../cache/cache-key.js';
import type { QuestionReader } from '../cache/cacheable.decorator.js';
import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { RequestNote } from '../config/request-note.js';
import type { Settings } from '../config/settings.js';
import type { ParameterFault } from '../errors/app-error.js';
import { AppError } from '../errors/app-error.js';
import { pathOf } from '../errors/request-path.js';
import { ListJobsQuery, OrganizationJobsQuery } from './dto/list-jobs.query.js';
import { parseQuery, type RawQuery } from './dto/parse-query.js';
import type { JobSelection, PagePosition } from './job-selection.js';
import { parseSort } from './job-sort.js';
import { type Asked, type Asking, KnownQuestions } from './known-questions.js';
import { DAY_MS, DEFAULT_WINDOW_MS, roundOutward, windowFaults, type TimeWindow } from './time-window.js';

/** What is read of a request; the framework's own has it. */
export interface SelectingRequest {
  readonly url: string;
  readonly query: RawQuery;
  readonly params: { readonly organizationId?: string };
}

/** What was read of a request, or why it could not be. */
type Read = { readonly refusal: AppError } | (Pick<Asked, 'selection'> & Partial<Asked>);

const DEFAULT_SORT = '-startTime';
const DEFAULT_PAGE_SIZE = 25;

/** Reads which jobs a request asks for. Each request is read once: cache and handler see the same window. */
@Injectable()
export class JobSelectionReader implements QuestionReader {
  private readonly read = new RequestNote<Read>('selection');
  private knownSince: { readonly settings: Settings; readonly questions: KnownQuestions } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  /** The selection. Throws `validation-failed` or `organization-not-found`. */
  selectionOf(request: SelectingRequest): JobSelection {
    const read = this.read.of(request) ?? this.parsed(request);
    this.read.write(request, read);
    if ('refusal' in read) throw read.refusal;
    return read.selection;
  }

  private parsed(request: SelectingRequest): Read {
    try {
      return { selection: this.parse(request) };
    } catch (refusal) {
      if (refusal instanceof AppError) return { refusal };
      throw refusal;
    }
  }

  questionOf(request: SelectingRequest): AnswerQuestion | undefined {
    try {
      return this.ask(request);
    } catch (error) {
      // The pipe meets the same error and answers with it.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  /** What the request asks, read again only when its address has not asked it in this minute. */
  private ask(request: SelectingRequest): AnswerQuestion {
    const read = this.read.of(request);
    // What a request has asked once it asks for good, also when a minute has ended since.
    if (read !== undefined && 'question' in read && read.question !== undefined) return read.question;
    const { organizations } = callerOf(request);
    const asking = { url: request.url, organizations, nowMs: this.clock.wallMs() };
    const asked = this.known.find(asking) ?? this.askAnew(asking, request);
    this.read.write(request, asked);
    return asked.question;
  }

  private askAnew(asking: Asking, request: SelectingRequest): Asked {
    const selection = this.selectionOf(request);
    const { organizations, path, ...parameters } = selection;
    const asked = { selection, question: { route: path, organizations, parameters } };
    if (this.staysGood(selection)) this.known.remember(asking, asked);
    return asked;
  }

  /** What was read under other settings is not known any more. */
  private get known(): KnownQuestions {
    const { current } = this.config;
    if (this.knownSince?.settings !== current)
      this.knownSince = { settings: current, questions: new KnownQuestions() };
    return this.knownSince.questions;
  }

  /** Whether its window cannot become too long before the minute is over. */
  private staysGood({ window: { fromMs, toMs } }: JobSelection): boolean {
    return toMs - fromMs <= this.config.current.maxWindowDays * DAY_MS;
  }

  /** The selection of a route with parameters of its own, beside the query that has them. Throws like `selectionOf`. */
  readAs<Query extends ListJobsQuery>(
    dto: Type<Query>,
    request: SelectingRequest,
  ): { readonly query: Query; readonly selection: JobSelection } {
    const { maxWindowDays } = this.config.current;
    const query = parseQuery(dto, request.query, (given, isGood) => [
      ...(isGood('page') && isGood('cursor') && isGood('sort') ? pagingFaults(given) : []),
      ...(isGood('from') && isGood('to') && isGood('cursor')
        ? windowFaults(this.windowOf(given), maxWindowDays)
        : []),
    ]);
    return { query, selection: this.select(query, request) };
  }

  private parse(request: SelectingRequest): JobSelection {
    const dto = request.params.organizationId === undefined ? ListJobsQuery : OrganizationJobsQuery;
    return this.readAs<ListJobsQuery>(dto, request).selection;
  }

  private select(query: ListJobsQuery, request: SelectingRequest): JobSelection {
    const { organizationId: inPath } = request.params;
    const names = inPath === undefined ? query.organizationId : [inPath];
    return {
      path: pathOf(request.url),
      organizations: selectOrganizations(callerOf(request), names),
      areOrganizationsNamed: inPath === undefined && names !== undefined,
      types: query.type ?? [],
      statuses: query.status ?? [],
      window: roundOutward(this.windowOf(query)),
      allowPartial: query.allowPartial ?? true,
      mayNarrow: true,
      sort: parseSort(query.sort ?? query.cursor?.sort ?? DEFAULT_SORT),
      position: positionOf(query),
      pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
    };
  }

  /** A cursor goes on in the window it was made in, unless the caller names another. */
  private windowOf({ from, to, cursor }: ListJobsQuery): TimeWindow {
    const toMs = to ?? cursor?.window.toMs ?? this.clock.wallMs();
    return { toMs, fromMs: from ?? cursor?.window.fromMs ?? toMs - DEFAULT_WINDOW_MS };
  }
}

function pagingFaults({ page, cursor, sort }: ListJobsQuery): ParameterFault[] {
  if (cursor === undefined) return [];
  const faults: ParameterFault[] = [];
  if (page !== undefined) faults.push({ parameter: 'page', message: 'must not stand beside "cursor"' });
  if (sort !== undefined && sort !== cursor.sort) {
    faults.push({ parameter: 'cursor', message: `belongs to the order "${cursor.sort}", not to "${sort}"` });
  }
  return faults;
}

function positionOf({ page, cursor }: ListJobsQuery): PagePosition {
  return cursor === undefined ? { kind: 'page', number: page ?? 1 } : { kind: 'cursor', after: cursor.after };
}

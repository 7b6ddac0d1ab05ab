import { Injectable, type PipeTransform } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { selectOrganizations } from '../auth/visible-organizations.js';
import { Clock } from '../config/clock.js';
import { ConfigService } from '../config/config.service.js';
import { FindJobQuery } from './dto/list-jobs.query.js';
import { parseQuery, type RawQuery } from './dto/parse-query.js';
import type { FindJobSelection } from './find-job-selection.js';
import { DEFAULT_WINDOW_MS, roundOutward, windowFaults, type TimeWindow } from './time-window.js';
import { WholeRequest } from './whole-request.decorator.js';

interface FindingRequest {
  readonly query: RawQuery;
  readonly params: { readonly jobId: string };
}

/** Visible ASCII: what the vendor's ids are made of, and more. */
const JOB_ID = /^[\x21-\x7e]{1,200}$/;
const BAD_JOB_ID = { parameter: 'jobId', message: 'must be 1 to 200 visible ASCII characters' };

/** Turns a request for one job into where to look for it, or into a 400 that names every parameter at fault. */
@Injectable()
export class FindJobPipe implements PipeTransform<FindingRequest, FindJobSelection> {
  constructor(
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {}

  transform(request: FindingRequest): FindJobSelection {
    const { jobId } = request.params;
    const query = parseQuery(FindJobQuery, request.query, (given, isGood) => [
      ...(JOB_ID.test(jobId) ? [] : [BAD_JOB_ID]),
      ...(isGood('from') && isGood('to')
        ? windowFaults(this.windowOf(given), this.config.current.maxWindowDays)
        : []),
    ]);
    const { organizationId } = query;
    const names = organizationId === undefined ? undefined : [organizationId];
    return {
      jobId,
      organizations: selectOrganizations(callerOf(request), names),
      window: roundOutward(this.windowOf(query)),
    };
  }

  private windowOf({ from, to }: FindJobQuery): TimeWindow {
    const toMs = to ?? this.clock.wallMs();
    return { toMs, fromMs: from ?? toMs - DEFAULT_WINDOW_MS };
  }
}

/** Hands a handler where to look for the job its request names. */
export const JobToFind = (): ParameterDecorator => WholeRequest(FindJobPipe);

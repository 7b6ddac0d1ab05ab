import { Injectable, type PipeTransform } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { Clock } from '../config/clock.js';
import { refuseParameters, type RawQuery } from './dto/parse-query.js';
import type { HealthSelection } from './merge-organizations.js';
import { DEFAULT_WINDOW_MS, roundOutward } from './time-window.js';
import { WholeRequest } from './whole-request.decorator.js';

interface HealthRequest {
  readonly query: RawQuery;
}

/** The backups of the last seven days of all organizations the caller may see: the window that job lists share by default. */
@Injectable()
export class HealthSelectionPipe implements PipeTransform<HealthRequest, HealthSelection> {
  constructor(private readonly clock: Clock) {}

  transform(request: HealthRequest): HealthSelection {
    refuseParameters(request.query);
    const nowMs = this.clock.wallMs();
    return {
      organizations: callerOf(request).organizations,
      types: ['backup'],
      statuses: [],
      window: roundOutward({ fromMs: nowMs - DEFAULT_WINDOW_MS, toMs: nowMs }),
      allowPartial: true,
      mayNarrow: false,
      nowMs,
    };
  }
}

/** Hands a handler the backups that tell an organization's health. */
export const HealthOfAll = (): ParameterDecorator => WholeRequest(HealthSelectionPipe);

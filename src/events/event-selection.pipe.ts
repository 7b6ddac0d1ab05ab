import { Injectable, type PipeTransform } from '@nestjs/common';

import { callerOf } from '../auth/caller.js';
import { selectOrganizations } from '../auth/visible-organizations.js';
import { parseQuery, type RawQuery } from '../jobs/dto/parse-query.js';
import { WholeRequest } from '../jobs/whole-request.decorator.js';
import type { EventSelection } from './event-selection.js';
import { ListenQuery } from './listen.query.js';

interface ListeningRequest {
  readonly query: RawQuery;
}

/** Turns a request into what its sender wants to hear of, or into a 400 or 404 before the stream begins. */
@Injectable()
export class EventSelectionPipe implements PipeTransform<ListeningRequest, EventSelection> {
  transform(request: ListeningRequest): EventSelection {
    const { organizationId: names, type, status } = parseQuery(ListenQuery, request.query);
    const organizations = selectOrganizations(callerOf(request), names);
    return {
      organizationIds: names === undefined ? undefined : new Set(organizations.map(({ id }) => id)),
      types: type ?? [],
      statuses: status ?? [],
    };
  }
}

/** Hands a handler what its request wants to hear of. */
export const ListenTo = (): ParameterDecorator => WholeRequest(EventSelectionPipe);

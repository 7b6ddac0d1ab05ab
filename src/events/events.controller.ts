import { Controller, Get, Header, Req, StreamableFile } from '@nestjs/common';
import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import { callerOf } from '../auth/caller.js';
import { RequirePermission } from '../auth/rights.decorator.js';
import { ApiTags } from '../document/api.decorators.js';
import { AppError } from '../errors/app-error.js';
import { OwnAccept } from '../errors/own-accept.decorator.js';
import { RequestPlaces } from '../limits/request-places.js';
import { ApiListen } from './api-listen.decorator.js';
import { ListenTo } from './event-selection.pipe.js';
import type { EventSelection } from './event-selection.js';
import { EventsService } from './events.service.js';

const PRODUCED = 'text/event-stream';

/** Changes of jobs as they happen. */
@ApiTags('jobs')
@Controller('v1/jobs')
@RequirePermission('jobs:read')
@OwnAccept()
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly places: RequestPlaces,
  ) {}

  @Get('events')
  @ApiListen()
  // Proxies that gather an answer before they pass it on would hold events back.
  @Header('X-Accel-Buffering', 'no')
  listen(@ListenTo() selection: EventSelection, @Req() request: IncomingMessage): StreamableFile {
    if (accepts(request).type([PRODUCED]) === false)
      throw new AppError('not-acceptable', `This route answers in ${PRODUCED}.`);
    const type = { type: PRODUCED };
    // Who asks for the header alone is not listening.
    if (request.method === 'HEAD') return new StreamableFile(Readable.from([]), type);
    // It goes on for as long as its caller stays, and is not counted among the requests in flight.
    this.places.stepOut(request);
    const { 'last-event-id': lastEventId } = request.headers;
    const place = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined;
    return new StreamableFile(this.events.open(callerOf(request), selection, place), type);
  }
}

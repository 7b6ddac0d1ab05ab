import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';

import { AcceptGuard } from './accept.guard.js';
import { ProblemFilter } from './problem.filter.js';

/** Imported after the modules whose guards come first: who is calling, how often, and whether they may. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AcceptGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ErrorsModule {}

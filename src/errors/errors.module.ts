import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { AcceptGuard } from './accept.guard.js';
import { ProblemFilter } from './problem.filter.js';

@Module({
  providers: [AcceptGuard, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [AcceptGuard],
})
export class ErrorsModule {}

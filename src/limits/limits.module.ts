import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { RedisModule } from '../redis/redis.module.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RateLimiter } from './rate-limiter.js';
import { RequestPlaces } from './request-places.js';
import { SharedRates } from './shared-rates.js';
import { SlowReaders } from './slow-readers.js';

/** Imported after the module that finds out who is calling: guards run in the order in which they are registered. */
@Module({
  imports: [RedisModule],
  providers: [
    RequestPlaces,
    SlowReaders,
    RateLimiter,
    SharedRates,
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
  exports: [RequestPlaces, SlowReaders],
})
export class LimitsModule {}

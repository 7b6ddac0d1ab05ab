import { Module } from '@nestjs/common';

import { RedisModule } from '../redis/redis.module.js';
import { PlaceGuard } from './place.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RateLimiter } from './rate-limiter.js';
import { RequestPlaces } from './request-places.js';
import { SharedRates } from './shared-rates.js';
import { SlowReaders } from './slow-readers.js';

@Module({
  imports: [RedisModule],
  providers: [RequestPlaces, SlowReaders, RateLimiter, SharedRates, PlaceGuard, RateLimitGuard],
  exports: [RequestPlaces, SlowReaders, PlaceGuard, RateLimitGuard],
})
export class LimitsModule {}

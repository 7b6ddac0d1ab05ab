import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { Keyv } from 'keyv';

import { InstrumentsModule } from '../instruments/instruments.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { Randomness, SystemRandomness } from '../upstream/randomness.js';
import { AnswerMemo } from './answer-memo.js';
import { AnswerWriter } from './answer-writer.js';
import { CacheController } from './cache.controller.js';
import { Copies } from './copies.js';
import { CopyFlights } from './copy-flights.js';
import { CopyLoader } from './copy-loader.js';
import { CopyStore } from './copy-store.js';
import { KeptAnswers } from './kept-answers.js';
import { MemoryTier } from './memory-tier.js';
import { Purges } from './purges.js';
import { ReadContexts } from './read-context.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';
import { SharedCopies } from './shared-copies.js';
import { SharedTurns } from './shared-turns.js';

/** Values stay as they are: the first level lives in this process, and turning jobs into text costs more than the look-up. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Keyv expects text, but hands whatever this returns to the store.
const unchanged = (data: unknown): string => data as string;

@Module({ providers: [MemoryTier], exports: [MemoryTier] })
class MemoryTierModule {}

@Module({
  imports: [
    InstrumentsModule,
    MemoryTierModule,
    OrganizationsModule,
    RedisModule,
    NestCacheModule.registerAsync({
      imports: [MemoryTierModule],
      inject: [MemoryTier],
      useFactory: (memory: MemoryTier) => ({
        stores: [new Keyv(memory, { serialize: unchanged, useKeyPrefix: false })],
      }),
    }),
  ],
  controllers: [CacheController],
  providers: [
    CopyStore,
    CopyLoader,
    { provide: Randomness, useClass: SystemRandomness },
    Purges,
    SharedCopies,
    SharedTurns,
    CopyFlights,
    Copies,
    ReadContexts,
    AnswerMemo,
    AnswerWriter,
    KeptAnswers,
    ResponseCacheInterceptor,
  ],
  exports: [Copies, CopyStore, ReadContexts, AnswerMemo, AnswerWriter, KeptAnswers, ResponseCacheInterceptor],
})
export class CacheModule {}

import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { Keyv } from 'keyv';

import { AnswerMemo } from './answer-memo.js';
import { AnswerWriter } from './answer-writer.js';
import { Copies } from './copies.js';
import { CopyFlights } from './copy-flights.js';
import { CopyStore } from './copy-store.js';
import { MemoryTier } from './memory-tier.js';
import { ReadContexts } from './read-context.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';

/** Values stay as they are: the first level lives in this process, and turning jobs into text costs more than the look-up. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Keyv expects text, but hands whatever this returns to the store.
const unchanged = (data: unknown): string => data as string;

@Module({ providers: [MemoryTier], exports: [MemoryTier] })
class MemoryTierModule {}

@Module({
  imports: [
    MemoryTierModule,
    NestCacheModule.registerAsync({
      imports: [MemoryTierModule],
      inject: [MemoryTier],
      useFactory: (memory: MemoryTier) => ({
        stores: [new Keyv(memory, { serialize: unchanged, useKeyPrefix: false })],
      }),
    }),
  ],
  providers: [
    CopyStore,
    CopyFlights,
    Copies,
    ReadContexts,
    AnswerMemo,
    AnswerWriter,
    ResponseCacheInterceptor,
  ],
  exports: [Copies, ReadContexts, AnswerMemo, AnswerWriter, ResponseCacheInterceptor],
})
export class CacheModule {}

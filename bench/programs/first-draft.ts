import 'reflect-metadata';

import { CacheInterceptor, CacheModule } from '@nestjs/cache-manager';
import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import type { Page } from './page.js';
import { tellParent, wishText } from './parent.js';

const HOUR_MS = 3_600_000;
const { path, body } = JSON.parse(wishText()) as Page;

/** What a Nest developer would write first: Express, and the stock interceptor before the handler. */
@Controller()
@UseInterceptors(CacheInterceptor)
class JobsController {
  @Get(path)
  list(): unknown {
    return JSON.parse(body);
  }
}

@Module({ imports: [CacheModule.register({ ttl: HOUR_MS })], controllers: [JobsController] })
class FirstDraftModule {}

const app = await NestFactory.create<NestExpressApplication>(FirstDraftModule, { logger: false });
await app.listen(0, '127.0.0.1');
tellParent(await app.getUrl());

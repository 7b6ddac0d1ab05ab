import { Controller, Get, Param, Redirect, Req, Res, StreamableFile } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';

import { Public } from '../auth/rights.decorator.js';
import { matchesEntityTag } from '../cache/entity-tag.js';
import { ApiExcludeController } from '../document/api.decorators.js';
import { AppError } from '../errors/app-error.js';
import { OwnAccept } from '../errors/own-accept.decorator.js';
import { PAGE_POLICY } from './page-policy.js';
import { PageFiles } from './page-files.js';

/** Relative, so that it also leads there where a gateway serves us below a path of its own. */
const TO_THE_PAGE = 'console/';

/** A page for people. It is public: it holds no data, and asks the API for it with the key of whoever looks at it. */
@ApiExcludeController()
@Controller()
@Public()
@OwnAccept()
export class ConsoleController {
  constructor(
    private readonly files: PageFiles,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  @Redirect(TO_THE_PAGE)
  redirectFromRoot(): void {}

  @Get('console')
  @Redirect(TO_THE_PAGE)
  redirectToSlash(): void {}

  @Get('console/*')
  read(
    @Param('*') name: string,
    @Req() { headers }: Pick<IncomingMessage, 'headers'>,
    @Res({ passthrough: true }) response: object,
  ): StreamableFile | undefined {
    const file = this.files.find(name);
    if (file === undefined) throw new AppError('not-found', 'The console has no such file.');
    const adapter = this.adapterHost.httpAdapter;
    const own = { ...PAGE_POLICY, 'cache-control': 'no-cache', etag: file.entityTag };
    for (const [header, value] of Object.entries(own)) adapter.setHeader(response, header, value);
    if (!matchesEntityTag(headers['if-none-match'], file.entityTag))
      return new StreamableFile(file.content, { type: file.mediaType, length: file.content.length });
    adapter.status(response, 304);
    return undefined;
  }
}

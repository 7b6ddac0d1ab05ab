import { Body, Controller, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';

import { AUTHENTICATORS, type Authenticator } from '../auth/authenticator.js';
import { RequirePermission } from '../auth/rights.decorator.js';
import { ApiTags } from '../document/api.decorators.js';
import { ApiTools } from './api-tools.decorator.js';
import { MessageExchange } from './message-exchange.js';
import { NoPageGuard } from './no-page.guard.js';
import { type CallingRequest, type PendingReply, toolCallerOf } from './tool-caller.js';

interface Reply extends PendingReply {
  status(code: number): unknown;
}

/** The same data as tools for machines: Model Context Protocol, streamable HTTP, without sessions. */
@ApiTags('machines')
@Controller('mcp')
@RequirePermission('jobs:read')
@UseGuards(NoPageGuard)
export class McpController {
  constructor(
    private readonly exchange: MessageExchange,
    @Inject(AUTHENTICATORS) private readonly authenticators: readonly Authenticator[],
  ) {}

  @Post()
  @HttpCode(200)
  @ApiTools()
  async receive(
    @Body() message: unknown,
    @Req() request: CallingRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    const { 'mcp-protocol-version': version } = request.headers;
    const { status, body } = await this.exchange.answer(
      message,
      toolCallerOf(request, reply, this.authenticators),
      typeof version === 'string' ? version : undefined,
    );
    reply.status(status);
    return body;
  }
}

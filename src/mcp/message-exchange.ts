import { Injectable } from '@nestjs/common';

import { madeOnce } from '../document/made-once.js';
import type { McpAnswer, ProtocolExchange } from './protocol-exchange.js';
import { ToolCatalog } from './tool-catalog.js';
import type { ToolCaller } from './tool-caller.js';
import { ToolsService } from './tools.service.js';

/** Answers messages with the protocol's library, which is loaded with the first of them: it takes tens of megabytes. */
@Injectable()
export class MessageExchange {
  private readonly exchange = madeOnce(() => this.load());

  constructor(
    private readonly catalog: ToolCatalog,
    private readonly tools: ToolsService,
  ) {}

  /** Throws `validation-failed` for what is no message of the protocol. */
  async answer(
    message: unknown,
    caller: ToolCaller,
    protocolVersion: string | undefined,
  ): Promise<McpAnswer> {
    return await (await this.exchange()).answer(message, caller, protocolVersion);
  }

  private async load(): Promise<ProtocolExchange> {
    const [library] = await Promise.all([import('./protocol-exchange.js'), this.catalog.load()]);
    return new library.ProtocolExchange(this.catalog, this.tools);
  }
}

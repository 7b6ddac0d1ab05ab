import { Module } from '@nestjs/common';

import { AuthModule } from '../auth/auth.module.js';
import { McpController } from './mcp.controller.js';
import { MessageExchange } from './message-exchange.js';
import { RestInterface } from './rest-interface.js';
import { ToolCatalog } from './tool-catalog.js';
import { ToolsService } from './tools.service.js';

/** Tools for machines. Whoever assembles the service opens its `RestInterface`. */
@Module({
  imports: [AuthModule],
  controllers: [McpController],
  providers: [MessageExchange, RestInterface, ToolCatalog, ToolsService],
})
export class McpModule {}

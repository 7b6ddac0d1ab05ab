import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { Injectable, Logger } from '@nestjs/common';

import { AppError, asAppError } from '../errors/app-error.js';
import { toProblem } from '../errors/problem.js';
import { RestInterface } from './rest-interface.js';
import { toolAddress, type ToolArguments } from './tool-address.js';
import { ToolCatalog } from './tool-catalog.js';
import type { ToolCaller } from './tool-caller.js';
import type { Tool } from './tool.js';

/** Where tools are called. */
const TOOLS_PATH = '/mcp';
/** What REST says of an id that no visible organization has. */
const NO_SUCH_JOB = 'No organization the caller can see has a job with this id.';

/** Calls tools: the REST interface is asked as the caller would have asked it, and its answer handed over as it is. */
@Injectable()
export class ToolsService {
  private readonly logger = new Logger(ToolsService.name);

  constructor(
    private readonly catalog: ToolCatalog,
    private readonly rest: RestInterface,
  ) {}

  /** The answer's body, or its problem document, as text and, when it is an answer, as an object. */
  async call(tool: Tool, given: ToolArguments, caller: ToolCaller): Promise<CallToolResult> {
    const address = toolAddress(tool, given, this.catalog.paths);
    try {
      if (address === undefined) throw new AppError('job-not-found', NO_SUCH_JOB);
      const { headers, remoteAddress, signal } = caller;
      const { status, body } = await this.rest.get({ address, headers, remoteAddress, signal });
      return status === 200 ? resultOf(body) : failureOf(body);
    } catch (error) {
      return failureOf(JSON.stringify(this.problemOf(error, caller)));
    }
  }

  private problemOf(thrown: unknown, { requestId, signal }: ToolCaller): object {
    const error = asAppError(thrown);
    // Whoever has left is the reason why nothing came of it.
    if (error.code === 'internal' && !signal.aborted) {
      const stack = thrown instanceof Error ? thrown.stack : String(thrown);
      this.logger.error({ code: 'internal_error', requestId, message: 'a tool met a bug', stack });
    }
    return toProblem(error, { url: TOOLS_PATH, requestId });
  }
}

function resultOf(body: string): CallToolResult {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Every documented answer is an object.
  const structuredContent = JSON.parse(body) as Record<string, unknown>;
  return { structuredContent, content: [{ type: 'text', text: body }] };
}

function failureOf(problem: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: problem }] };
}

import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';

import { AppError } from '../errors/app-error.js';
import { ToolCatalog } from './tool-catalog.js';
import type { ToolCaller } from './tool-caller.js';
import { ToolsService } from './tools.service.js';

const INSTRUCTIONS =
  'Backup jobs of Dynamics 365 organizations: whether each organization is backed up, what failed, since when. ' +
  'Times are UTC. Look at "partial" and "sources" before you say that something did not happen: an organization may be missing.';

/** An address the transport wants to see; nothing is sent there. */
const NOWHERE = 'http://localhost/mcp';

export interface McpAnswer {
  readonly status: number;
  /** A JSON-RPC message; undefined where none is due. */
  readonly body: unknown;
}

/** Answers one message of the Model Context Protocol. Nothing is kept between two: each gets a server of its own. */
export class ProtocolExchange {
  /** Shared, because making one takes longer than answering. */
  private readonly jsonSchemaValidator = new AjvJsonSchemaValidator();

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
    // The protocol dropped batches in its version of 2025-06-18; one would be a hundred calls in a single request.
    if (Array.isArray(message)) throw unreadable('Send one message a request: batches are not taken.');
    const server = this.serverFor(caller);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    try {
      const response = await transport.handleRequest(requestOf(protocolVersion), { parsedBody: message });
      return await answerOf(response);
    } finally {
      await server.close();
    }
  }

  private serverFor(caller: ToolCaller): Server {
    const server = new Server(
      { name: 'backup-jobs', version: this.catalog.version },
      {
        capabilities: { tools: {} },
        instructions: INSTRUCTIONS,
        jsonSchemaValidator: this.jsonSchemaValidator,
      },
    );
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: this.catalog.tools.map(({ description }) => description),
    }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
      const tool = this.catalog.find(params.name);
      if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, 'There is no such tool.');
      return this.tools.call(tool, params.arguments ?? {}, caller);
    });
    return server;
  }
}

/** The body has been read already, and our own guards have looked at the header. */
function requestOf(protocolVersion: string | undefined): Request {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(protocolVersion === undefined ? {} : { 'mcp-protocol-version': protocolVersion }),
  };
  return new Request(NOWHERE, { method: 'POST', headers });
}

async function answerOf(response: Response): Promise<McpAnswer> {
  if (response.status === 202) return { status: 202, body: undefined };
  const body: unknown = await response.json();
  if (response.status !== 200) throw unreadable(messageIn(body));
  return { status: 200, body };
}

/** What the protocol's own library says of a message that it does not take. */
function messageIn(body: unknown): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The library's own refusals have this form.
  return (body as { error: { message: string } }).error.message;
}

function unreadable(message: string): AppError {
  return new AppError('validation-failed', 'The request is no message that is taken here.', {
    faults: [{ parameter: 'request', message }],
  });
}

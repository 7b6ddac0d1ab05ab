import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';

import { KEY } from '../support/service.js';

/** A tool's answer: an object when it could be answered, else a problem document. */
export interface ToolAnswer {
  readonly body: Record<string, unknown> | undefined;
  readonly problem: Record<string, unknown> | undefined;
}

export interface McpClient {
  tools(): Promise<readonly Tool[]>;
  /** Fails the test when the answer is not as the tool's output schema says: the client checks it. */
  call(name: string, given?: Record<string, unknown>): Promise<ToolAnswer>;
}

/** The protocol's own client, connected the way any program would be. */
export async function connectClient(
  url: string,
  headers: Readonly<Record<string, string>> = { 'x-api-key': KEY },
): Promise<McpClient> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } });
  await client.connect(transport);
  const { tools } = await client.listTools();
  return {
    tools: () => Promise.resolve(tools),
    call: async (name, given = {}) =>
      answerOf((await client.callTool({ name, arguments: given })) as CallToolResult),
  };
}

function answerOf({ isError, structuredContent, content }: CallToolResult): ToolAnswer {
  const [first] = content;
  if (first?.type !== 'text' || content.length !== 1) throw new Error('the answer is not one text');
  const told = JSON.parse(first.text) as Record<string, unknown>;
  return isError === true
    ? { body: undefined, problem: told }
    : { body: structuredContent, problem: undefined };
}

/** Posts a body as it is. */
export function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(new URL('/mcp', url), {
    method: 'POST',
    body,
    headers: {
      'x-api-key': KEY,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
  });
}

/** A call of a tool as it goes over the wire. */
export function toolCall(name: string, given: unknown = {}, id: unknown = 1): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } };
}

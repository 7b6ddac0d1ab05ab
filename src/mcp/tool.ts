import type { Tool as ToolDescription } from '@modelcontextprotocol/sdk/types.js';

/** A tool, and the route of the REST interface that answers it. */
export interface Tool {
  /** What clients are told. */
  readonly description: ToolDescription;
  /** The route's path, with `{name}` for each parameter in it. */
  readonly path: string;
  readonly pathParameters: readonly string[];
}

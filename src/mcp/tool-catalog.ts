import { Injectable } from '@nestjs/common';

import { describeTool } from './describe-tool.js';
import { RestInterface } from './rest-interface.js';
import type { Tool } from './tool.js';

/** Each tool by its name, with the operation that answers it. */
const OPERATIONS = {
  list_jobs: 'listJobs',
  summarize_jobs: 'summarizeJobs',
  list_organizations: 'listOrganizations',
  get_job: 'getJob',
} as const;

interface Catalog {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly paths: ReadonlySet<string>;
  readonly version: string;
}

/** The tools, made from the service's own document with the first message: nothing else may ask before `load`. */
@Injectable()
export class ToolCatalog {
  private made: Catalog | undefined;

  constructor(private readonly rest: RestInterface) {}

  get tools(): readonly Tool[] {
    return [...this.catalog.tools.values()];
  }

  /** Of the interface, not of the program. */
  get version(): string {
    return this.catalog.version;
  }

  /** The tool of that name; undefined when there is none. */
  find(name: string): Tool | undefined {
    return this.catalog.tools.get(name);
  }

  /** Every documented path, with `{name}` for its parameters. */
  get paths(): ReadonlySet<string> {
    return this.catalog.paths;
  }

  async load(): Promise<void> {
    const document = await this.rest.describe();
    const tools = Object.entries(OPERATIONS).map(
      ([name, operationId]) => [name, describeTool(name, operationId, document)] as const,
    );
    this.made = {
      tools: new Map(tools),
      paths: new Set(Object.keys(document.paths)),
      version: document.info.version,
    };
  }

  private get catalog(): Catalog {
    if (this.made === undefined) throw new Error('the tools were asked for before they were loaded');
    return this.made;
  }
}

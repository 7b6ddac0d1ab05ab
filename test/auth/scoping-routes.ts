import { readFileSync } from 'node:fs';

interface Documented {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>
  >;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: { readonly enum?: readonly string[] };
}

/** A route that may be asked about an organization, as the committed document has it. */
export interface ScopedRoute {
  readonly method: string;
  readonly template: string;
  readonly takesOrganization: boolean;
  /** Parameters without which it answers nothing, and the window wherever there is one. */
  readonly fixedQuery: readonly string[];
  readonly parameters: ReadonlySet<string>;
}

const METHODS = new Set(['get', 'delete']);
/** Its attempts are made by tools, in a matrix of their own. */
const BY_TOOLS = 'post /mcp';

/**
 * Every documented route but those that need no credential; one that is added to the document is taken in by itself.
 * Throws for one that takes something else than a query: attempts on it have to be thought of first.
 */
export function scopedRoutes(window: string): readonly ScopedRoute[] {
  const file = new URL('../../openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Documented;
  return Object.entries(paths)
    .filter(([template]) => !template.startsWith('/health/'))
    .flatMap(([template, operations]) =>
      Object.entries(operations)
        .filter(([method]) => `${method} ${template}` !== BY_TOOLS)
        .map(([method, { parameters = [] }]) => {
          if (!METHODS.has(method)) throw new Error(`no attempts are made on ${method} ${template} yet`);
          return routeOf(method, template, { parameters, window });
        }),
    );
}

function routeOf(
  method: string,
  template: string,
  { parameters, window }: { readonly parameters: readonly Parameter[]; readonly window: string },
): ScopedRoute {
  const names = new Set(parameters.map(({ name }) => name));
  const required = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name, schema }) => `${name}=${schema?.enum?.[0] ?? ''}`);
  return {
    method: method.toUpperCase(),
    template,
    takesOrganization: names.has('organizationId'),
    fixedQuery: [...required, ...(names.has('from') ? [window] : [])],
    parameters: names,
  };
}

import { readFileSync } from 'node:fs';

export interface Operation {
  readonly operationId?: string;
  readonly responses: Readonly<Record<string, { readonly headers?: object }>>;
  readonly security?: readonly object[];
}

/** One method of one path of openapi.json. */
export interface DocumentedRoute {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly operation: Operation;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Every operation of the committed document. */
export function documentedRoutes(): DocumentedRoute[] {
  const { paths } = JSON.parse(
    readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
  ) as OpenApi;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

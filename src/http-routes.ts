import { AppError } from './errors/app-error.js';
import { pathOf } from './errors/request-path.js';

/** Every route that is served, to tell "no such address" from "not with this method". RFC 9110 section 15.5.6. */
export class HttpRoutes {
  private readonly routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  add(methods: string | readonly string[], path: string): void {
    const pattern = patternOf(path);
    for (const method of [methods].flat()) this.routes.push({ method, pattern });
  }

  /** The methods that an address takes, each once, in the order of the alphabet; none when nothing is served there. */
  methodsOf(url: string): string[] {
    const path = pathOf(url);
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods)].toSorted();
  }

  /** Why nothing answers there with the method asked for; undefined when nothing does with any. */
  refusalAt(url: string): AppError | undefined {
    const allowedMethods = this.methodsOf(url);
    if (allowedMethods.length === 0) return undefined;
    const message = `This address takes ${allowedMethods.join(', ')}.`;
    return new AppError('method-not-allowed', message, { allowedMethods });
  }
}

function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? '[^/]+' : segment.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`),
    )
    .join('/')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`);
}

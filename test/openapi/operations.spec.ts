import { describe, expect, it } from 'vitest';

import { runTool } from '../architecture/run-tool.js';
import { documentedRoutes, type DocumentedRoute } from './document.js';

const routes = documentedRoutes();
const nameOf = ({ method, path }: DocumentedRoute): string => `${method} ${path}`;
const refusesNobody = ({ operation }: DocumentedRoute): boolean =>
  !Object.keys(operation.responses).some((status) => /^4\d\d$/.test(status));
const lacks = ({ operation }: DocumentedRoute, statuses: readonly string[]): boolean =>
  statuses.some((status) => !(status in operation.responses));

describe('the operations of openapi.json', () => {
  it('each have an id of their own', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each say how a caller is refused', () => {
    expect(routes.filter(refusesNobody).map(nameOf)).toEqual([]);
  });

  it.each([
    ['401', 'WWW-Authenticate'],
    ['429', 'Retry-After'],
    ['503', 'Retry-After'],
  ])('say with each %s that %s comes with it', (status, header) => {
    const refusing = routes.filter((route) => !lacks(route, [status]));
    expect(refusing.length).toBeGreaterThan(3);
    const silent = refusing.filter(
      ({ operation }) => !(header in (operation.responses[status]?.headers ?? {})),
    );
    expect(silent.map(nameOf)).toEqual([]);
  });

  it('say who is refused and who has to wait where a credential is asked for, and 400 where there are parameters to get wrong', () => {
    const guarded = routes.filter(({ operation }) => (operation.security ?? []).length > 0);
    expect(guarded.length).toBeGreaterThan(3);
    expect(guarded.filter((route) => lacks(route, ['400', '401', '403', '429', '503'])).map(nameOf)).toEqual(
      [],
    );
  });

  it('say every failure of the upstream where the upstream is asked', () => {
    const asking = routes.filter(
      ({ path }) => path.startsWith('/v1/') && path !== '/v1/cache' && path !== '/v1/jobs/events',
    );
    expect(asking.length).toBeGreaterThan(3);
    expect(asking.filter((route) => lacks(route, ['502', '503', '504'])).map(nameOf)).toEqual([]);
  });

  it('keep the recommended rules of an independent linter', async () => {
    const { exitCode, output } = await runTool('redocly', ['lint', 'openapi.json', '--max-problems', '20']);
    expect(output).toContain('Your API description is valid');
    expect(output).not.toContain('warning');
    expect(exitCode).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { readProjectFile, readProjectJson } from '../architecture/project-files.js';
import { xmlElements } from './xml-elements.js';

interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

interface KongConfiguration {
  readonly services: readonly {
    readonly routes: readonly { readonly paths: readonly string[]; readonly response_buffering?: boolean }[];
  }[];
  readonly plugins: readonly KongPlugin[];
  readonly consumers: readonly { readonly plugins: readonly KongPlugin[] }[];
}

interface KongPlugin {
  readonly name: string;
  readonly config: { readonly remove?: { readonly headers: readonly string[] } };
}

interface KrakendConfiguration {
  readonly idle_connection_timeout: string;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly method: string;
    readonly output_encoding: string;
    readonly input_headers: readonly string[];
    readonly input_query_strings: readonly string[];
    readonly backend: readonly {
      readonly url_pattern: string;
      readonly method: string;
      readonly encoding: string;
    }[];
  }[];
}

const { paths } = readProjectJson('openapi.json') as Documented;
/** What a gateway keeps to itself: each replica has its own. */
const INSIDE = '/metrics';
const readPolicy = (name: string): string => readProjectFile(`deploy/gateway/azure-api-management/${name}`);
const GATEWAY_HEADERS = ['X-Client-Id', 'X-Gateway-Secret'];

describe('the example for Kong', () => {
  const kong = parse(readProjectFile('deploy/gateway/kong.yml')) as KongConfiguration;
  const routes = kong.services.flatMap(({ routes: own }) => own);

  /** Kong takes a path for a prefix, and for an expression when it begins with `~`. */
  const leadsTo = (path: string) =>
    routes.filter(({ paths: own }) =>
      own.some((one) =>
        one.startsWith('~') ? new RegExp(`^${one.slice(1)}`).test(path) : path.startsWith(one),
      ),
    );

  it('passes every documented path, and keeps the figures inside', () => {
    const lost = Object.keys(paths).filter((path) => leadsTo(path).length === 0);
    expect(lost).toEqual([INSIDE]);
  });

  it.each(['/v1/jobs/events', '/v1/jobs/export', '/mcp'])('holds nothing of %s back', (path) => {
    expect(leadsTo(path).some(({ response_buffering: isBuffered }) => isBuffered === false)).toBe(true);
  });

  it('takes the gateway’s headers from every caller, whichever entry of the plugin counts', () => {
    const entries = [kong, ...kong.consumers]
      .flatMap(({ plugins }) => plugins)
      .filter(({ name }) => name === 'request-transformer');
    expect(entries).toHaveLength(2);
    for (const { config } of entries)
      expect(config.remove?.headers).toEqual(expect.arrayContaining(GATEWAY_HEADERS));
  });
});

describe('the example for KrakenD', () => {
  const { endpoints, ...krakend } = readProjectJson('deploy/gateway/krakend.json') as KrakendConfiguration;

  it('passes every documented operation, but for the figures and the stream that has no end', () => {
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const passed = endpoints.map(({ method, endpoint }) => `${method} ${endpoint}`);
    expect(documented.filter((operation) => !passed.includes(operation))).toEqual([
      `GET ${INSIDE}`,
      'GET /v1/jobs/events',
    ]);
    expect(passed.filter((operation) => !documented.includes(operation))).toEqual(['GET /openapi.json']);
  });

  it('passes exactly the documented parameters, and none of the gateway’s headers', () => {
    for (const { endpoint, method, input_query_strings: names, input_headers: headers } of endpoints) {
      const parameters = paths[endpoint]?.[method.toLowerCase()]?.parameters ?? [];
      const documented = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
      expect(names.toSorted(), endpoint).toEqual(documented.toSorted());
      expect(headers, endpoint).toEqual(expect.arrayContaining(['X-Api-Key', 'Authorization']));
      expect(
        headers.filter((name) => name === '*' || GATEWAY_HEADERS.includes(name)),
        endpoint,
      ).toEqual([]);
    }
  });

  it('passes answers as they are, from the same path', () => {
    for (const { endpoint, method, output_encoding: encoding, backend } of endpoints) {
      expect(encoding, endpoint).toBe('no-op');
      expect(backend, endpoint).toEqual([
        expect.objectContaining({ url_pattern: endpoint, method, encoding: 'no-op' }),
      ]);
    }
    expect(Number.parseInt(krakend.idle_connection_timeout)).toBeLessThan(75);
  });
});

describe('the example for Azure API Management', () => {
  const policy = xmlElements(readPolicy('policy.xml'));
  const headers = policy.filter(({ name }) => name === 'set-header').map(({ attributes }) => attributes);

  it.each(['policy.xml', 'stream-policy.xml'])('has the four sections of a policy in %s', (name) => {
    const sections = xmlElements(readPolicy(name)).filter(({ path }) => path.join() === 'policies');
    expect(sections.map(({ name: section }) => section)).toEqual([
      'inbound',
      'backend',
      'outbound',
      'on-error',
    ]);
  });

  it('sets the gateway’s headers itself, and passes no other credential', () => {
    const actions = Object.fromEntries(
      headers.map(({ name = '', ...rest }) => [name, rest['exists-action']]),
    );
    expect(actions).toMatchObject({
      'X-Gateway-Secret': 'override',
      'X-Client-Id': 'override',
      'X-Forwarded-For': 'override',
      'X-Api-Key': 'delete',
      Authorization: 'delete',
      'Ocp-Apim-Subscription-Key': 'delete',
    });
  });

  it('takes the secret from the named value that its template makes', () => {
    const [, named] = /\{\{([\w.-]+)\}\}/.exec(readPolicy('policy.xml')) ?? [];
    const template = JSON.parse(readPolicy('named-values.json')) as {
      readonly resources: readonly { readonly properties: object }[];
    };
    expect(template.resources.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({ displayName: named, secret: true, keyVault: expect.any(Object) }),
    ]);
    expect(readPolicy('named-values.json')).not.toMatch(/"value":/);
  });

  it('holds no event back, and shows no figures', () => {
    const forward = xmlElements(readPolicy('stream-policy.xml')).find(
      ({ name }) => name === 'forward-request',
    );
    expect(forward?.attributes).toMatchObject({ 'buffer-response': 'false' });
    const condition = policy.find(({ name }) => name === 'when');
    expect(condition?.attributes['condition']).toContain(`&quot;${INSIDE}&quot;`);
  });
});

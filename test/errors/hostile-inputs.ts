import * as fc from 'fast-check';

/** One input: the very bytes that are sent on a connection, as Latin-1 text. */
export type HostileInput = string;

const NAMES = [
  ['organizationId', 'type', 'status', 'from', 'to', 'sort', 'page', 'pageSize', 'cursor', 'allowPartial'],
  ['__proto__', 'constructor', 'toString', 'type[]', 'type.a', '__proto__[x]', 'a', ''],
].flat();
const VALUES = [
  ['', '0', '-1', '1e3', '99999999999', '1e309', 'NaN', 'null', 'true', 'undefined', 'backup', 'failed,'],
  ['sales', '2026-11-20', '2026-02-30', '-startTime', '%00', '%ff', '%zz', '%', '%ED%A0%80', '%C0%AF'],
  ['+', "'", '"', '{}', '[]', '..', '*', '${7*7}', '%0d%0aX-A:%20b', '<script>', 'x'.repeat(300)],
].flat();
const SEGMENTS = [
  ['v1', 'jobs', 'summary', 'export', 'organizations', 'health', 'docs', 'metrics', 'console', 'mcp'],
  ['sales', '..', '.', '', '%2e%2e', '%2F', '%5c', '%', '%00', '%c0%af', '*', ':jobId', '__proto__'],
  ['DCIB2026112011000000000000', 'DCIB99999999999999999'],
].flat();
const FIELDS = [
  ['Accept: text/html', 'Accept: */*;q=0', 'Accept: ,;q', 'If-None-Match: W/"', 'If-None-Match: *'],
  [
    'Cache-Control: max-age=-1',
    'Cache-Control: no-cache="',
    'X-Request-Id: {"level":60}',
    'Range: bytes=9-1',
  ],
  ['Expect: 100-continue', 'Expect: tea', 'Upgrade: h2c', 'Connection: upgrade', 'Cookie: __proto__=1'],
  ['X-Forwarded-For: 1.2.3.4, ::1', 'X-Forwarded-Host: evil.example', 'Forwarded: for=_x', 'Host: a@b'],
  ['Authorization: Bearer a.b.c', 'Authorization: Basic =', 'traceparent: 00-0-0-00', 'Last-Event-ID: -1'],
  [
    'Content-Length: 0',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 1, 1',
    'Content-Length: +2',
  ],
  [
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
  ],
  ['Transfer-Encoding: xchunked', 'Transfer-Encoding : chunked', 'Transfer-Encoding:\tchunked', ' folded: x'],
  [
    'Content-Type: application/json',
    'Content-Type: multipart/form-data',
    'Content-Encoding: gzip',
    ': x',
    'X',
  ],
  [`X-A: ${'a'.repeat(15_000)}`, `X-A: ${'a'.repeat(17_000)}`, 'X-A: \u0000', 'X-A: \u00ff', 'X-A: a\nB: c'],
].flat();
const BODIES = [
  '',
  'ab',
  '{"broken',
  '0\r\n\r\n',
  '5\r\nabcde\r\n0\r\n\r\n',
  'zz\r\n',
  '{"__proto__":{"a":1}}',
];
const METHODS = [
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PURGE',
  'PROPFIND',
  'GE T',
  'get',
];

const escaped = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => encodeURIComponent(text.toWellFormed()));
const visible = fc
  .string({ unit: 'grapheme-ascii', maxLength: 12 })
  .map((text) => text.replaceAll(/[ #]/g, ''));
const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...VALUES) }, escaped, visible);
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, escaped, visible);
const parameter = fc.tuple(name, value).map((pair) => pair.join('='));
const query = fc.oneof(
  { weight: 40, arbitrary: fc.array(parameter, { maxLength: 6 }).map((parameters) => parameters.join('&')) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 1000 }, (_, index) => `a${index}=`).join('&')) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 7900, max: 8300 }).map((length) => `type=${'x'.repeat(length)}`),
  },
);
const strangePath = fc
  .array(fc.oneof(fc.constantFrom(...SEGMENTS), escaped, visible), { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);
const path = fc.oneof(
  fc.constantFrom(
    '/v1/jobs',
    '/v1/organizations',
    '/v1/organizations/sales/jobs',
    '/v1/jobs/DCIB2026112011000000000000',
  ),
  { weight: 2, arbitrary: strangePath },
  fc.constantFrom(
    '*',
    'http://evil.example/v1/jobs',
    'http://[::1/',
    'https://x:99999/v1/jobs',
    '//evil.example/',
    'v1/jobs',
  ),
);
const method = fc.oneof({ weight: 3, arbitrary: fc.constant('GET') }, fc.constantFrom(...METHODS));
const version = fc.oneof(
  { weight: 20, arbitrary: fc.constant('HTTP/1.1') },
  fc.constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/9', 'ICY'),
);
const fields = fc.oneof(
  { weight: 2, arbitrary: fc.constant([] as string[]) },
  fc.array(fc.constantFrom(...FIELDS), { minLength: 1, maxLength: 3 }),
);

/** Requests of every bad kind, and good ones with any bytes changed; `key` lets them past the door. */
export function hostileInputs(key: string): fc.Arbitrary<HostileInput> {
  const usual = fc.constantFrom(
    `Host: x\r\nX-Api-Key: ${key}`,
    `Host: x\r\nX-Api-Key: ${key}\r\nX-Request-Id: fuzz`,
    'Host: x',
    'Host: x\r\nX-Api-Key: wrong',
    `X-Api-Key: ${key}`,
    `Host: x\r\nHost: y\r\nX-Api-Key: ${key}`,
  );
  const request = fc
    .record({ method, path, query, version, usual, fields, body: fc.constantFrom(...BODIES) })
    .map((parts) => requestOf(parts));
  return fc.oneof(
    { weight: 8, arbitrary: request },
    {
      weight: 2,
      arbitrary: fc.tuple(request, fc.array(change, { minLength: 1, maxLength: 3 })).map(changed),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => latin1(bytes) + END),
    },
  );
}

const END = '\r\n\r\n';
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly version: string;
  readonly usual: string;
  readonly fields: readonly string[];
  readonly body: string;
}

function requestOf(parts: Parts): string {
  const target = parts.query === '' ? parts.path : `${parts.path}?${parts.query}`;
  const head = [
    `${parts.method} ${target} ${parts.version}`,
    parts.usual,
    ...parts.fields,
    'Connection: close',
  ];
  return head.join('\r\n') + END + parts.body;
}

interface Change {
  readonly place: number;
  readonly insert: string;
  readonly remove: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  insert: fc.uint8Array({ maxLength: 3 }).map((bytes) => latin1(bytes)),
  remove: fc.integer({ min: 0, max: 3 }),
});

/** The end is kept, so that the service need not wait for more. */
function changed([text, changes]: [string, readonly Change[]]): string {
  let result = text;
  for (const { place, insert, remove } of changes) {
    const at = Math.floor(place * result.length);
    result = result.slice(0, at) + insert + result.slice(at + remove);
  }
  return result + END;
}

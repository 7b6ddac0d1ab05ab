/**
 * The order in which a request travels. A file imports from its own folder or from a folder further right,
 * never to the left: the rules below are made from this one line. Folders that share a place know nothing of each other.
 */
const line = [
  'console|events|export|mcp|metrics|summary|webhooks',
  'watch',
  'jobs',
  'cache',
  'aggregation',
  'upstream',
  'tokens',
  'limits',
  'auth',
  'organizations',
  'redis',
  'outgoing',
  'instruments',
  'tracing',
  'config',
  'errors',
  'document',
];

/** Files that lie directly in src put the folders together, so no folder may need them. */
const assembly = '[^/]+\\.ts$';

const neverToTheLeft = line.map((folders, place) => ({
  name: `${folders.replaceAll('|', '-')}-imports-nothing-to-its-left`,
  severity: 'error',
  from: { path: `^src/(${folders})/` },
  to: { path: `^src/(${[...line.slice(0, place).map((others) => `(${others})/`), assembly].join('|')})` },
}));

module.exports = {
  forbidden: [
    ...neverToTheLeft,
    {
      name: 'neighbours-know-nothing-of-each-other',
      severity: 'error',
      from: { path: `^src/(${line[0]})/` },
      to: { path: `^src/(${line[0]})/`, pathNot: '^src/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.(spec|d)\\.ts$' }, to: {} },
    {
      name: 'no-unresolvable',
      comment: 'The library of the charts is served beside the page, and lies in its own package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\./uPlot\\.esm\\.js$' },
    },
    {
      name: 'source-imports-no-test',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test|\\.spec\\.ts$' },
    },
    {
      name: 'source-needs-production-packages-only',
      comment: 'The image is installed without development packages.',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-optional'] },
    },
    {
      name: 'source-imports-no-benchmark',
      severity: 'error',
      from: { path: '^src' },
      to: { path: '^bench/' },
    },
    {
      name: 'nothing-needs-the-demo',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/demo/|\\.spec\\.ts$' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'nothing-needs-the-doctor',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/doctor/|\\.spec\\.ts$' },
      to: { path: '^src/doctor/' },
    },
    {
      name: 'doctor-imports-from-jobs-rightwards',
      severity: 'error',
      from: { path: '^src/doctor/', pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/(${line[0]}|${line[1]}|demo|health)/|^src/${assembly}` },
    },
    {
      name: 'stand-in-knows-only-the-job-vocabulary',
      severity: 'error',
      from: { path: '^src/demo/stand-in/' },
      to: { path: '^src/', pathNot: '^src/(demo/stand-in/|jobs/job-vocabulary\\.ts)' },
    },
    {
      name: 'only-one-file-knows-the-http-adapter',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/http-server\\.ts$' },
      to: { path: 'node_modules/(@nestjs/platform-fastify|fastify|@fastify)/' },
    },
    {
      name: 'only-the-outgoing-client-knows-axios',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(outgoing|demo)/' },
      to: { path: 'node_modules/(axios|@nestjs/axios)/' },
    },
    {
      name: 'only-one-file-loads-the-validator',
      comment: 'The package as a whole takes a tenth of a start.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/config/class-validator(-parts\\.d)?\\.ts$' },
      to: { path: 'node_modules/class-validator/' },
    },
    {
      name: 'only-one-file-loads-the-library-of-tokens',
      comment: 'It loads it with the first bearer token.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/auth/token-library\\.ts$|\\.spec\\.ts$' },
      to: { path: 'node_modules/jose/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-writer-of-the-document-is-loaded-on-demand',
      comment: 'It takes a third of a start, and most services are never asked for their document.',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/@nestjs/swagger/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-one-folder-knows-the-redis-client',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/redis/' },
      to: { path: 'node_modules/ioredis/' },
    },
    {
      name: 'only-one-folder-knows-the-metrics-library',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(instruments|metrics)/' },
      to: { path: 'node_modules/prom-client/' },
    },
    {
      name: 'only-the-sender-of-traces-knows-their-library',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/tracing/(otlp-tracing|trace-export\\.client)\\.ts$' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'the-sender-of-traces-is-loaded-on-demand',
      severity: 'error',
      from: {
        path: '^src',
        pathNot: '^src/tracing/(otlp-tracing|trace-export\\.client)\\.ts$|\\.spec\\.ts$',
      },
      to: { path: '^src/tracing/(otlp-tracing|trace-export\\.client)\\.ts$', dynamic: false },
    },
    {
      name: 'only-the-outgoing-client-opens-connections',
      comment: 'The configuration asks node:net what an IP address looks like.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(outgoing|demo|config)/|\\.spec\\.ts$' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram)$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};

import { describe, expect, it } from 'vitest';

import { faultsOf, load, OPEN_ENVIRONMENT, VALID_FILE } from './configuration.js';

const withVariable = (name: string, value: string) => ({
  environment: { ...OPEN_ENVIRONMENT, [name]: value },
});

describe('variables', () => {
  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PORT', '0x10'],
    ['PORT', ' '],
    ['PORT', '3000 '],
    ['PORT', '3000.5'],
    ['CACHE_FRESH_SECONDS', 'NaN'],
    ['CACHE_FRESH_SECONDS', '86401'],
    ['CACHE_STALE_SECONDS', 'Infinity'],
    ['CACHE_STALE_SECONDS', '.5'],
    ['UPSTREAM_TIMEOUT_SECONDS', '0'],
    ['UPSTREAM_PAGE_SIZE', '0'],
    ['UPSTREAM_RETRIES', '11'],
    ['CACHE_MAX_MEGABYTES', '0'],
    ['METRICS_PUBLIC', 'yes'],
    ['CONSOLE_ENABLED', '1'],
    ['DOCS_ENABLED', 'TRUE'],
    ['LOG_LEVEL', 'verbose'],
    ['AUTH_MODES', 'apikey'],
    ['UPSTREAM_CONTRACT', 'put'],
    ['UPSTREAM_ENVIRONMENT', 'mars'],
    ['HOST', 'http://localhost'],
  ])('refuses %s=%j and shows the value', (name, value) => {
    const [fault, ...others] = faultsOf(withVariable(name, value));
    expect(fault).toMatch(new RegExp(`^${name}: must .*`));
    expect(fault).toContain(`(given: ${JSON.stringify(value)})`);
    expect(others).toEqual([]);
  });

  it('takes seconds with a fraction as milliseconds and megabytes as bytes', () => {
    const settings = load({
      environment: { ...OPEN_ENVIRONMENT, CACHE_FRESH_SECONDS: '0.25', CACHE_MAX_MEGABYTES: '2' },
    });
    expect(settings.cache).toEqual({ freshMs: 250, staleMs: 3_600_000, maxBytes: 2_097_152 });
  });

  it('takes an empty variable as not given', () => {
    const empty = {
      PORT: '',
      REDIS_URL: '',
      REDIS_URL_FILE: '',
      API_KEYS: '',
      CONFIG_FILE: '',
      LOG_LEVEL: '',
    };
    expect(load({ environment: { ...OPEN_ENVIRONMENT, ...empty } }).port).toBe(3000);
  });

  it('says nothing about variables that only look like ours', () => {
    expect(load(withVariable('CACHE_FRESH_SECOND', 'x')).cache.freshMs).toBe(60_000);
  });

  it('names every fault of the variables and of the file at once', () => {
    const file = VALID_FILE.replace('dataCenter: us', 'dataCentre: us').replace('alias: sales', 'alias: a b');
    const faults = faultsOf({ file, environment: { PORT: 'x', LOG_LEVEL: 'y', REDIS_URL: 'http://z' } });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'REDIS_URL',
      'LOG_LEVEL',
      'connections[0].dataCentre',
      'connections[0].organizations[0].alias',
      'connections[0].tokenUrl',
      'connections[0].baseUrl',
    ]);
  });
});

describe('secrets in variables', () => {
  it('come from a file as well, without its last line break', async () => {
    const settings = load({
      environment: { ...OPEN_ENVIRONMENT, REDIS_URL_FILE: '/run/redis' },
      files: { '/run/redis': 'redis://:word@cache:6379\n' },
    });
    expect(settings.redisUrl).toMatchObject({ place: 'REDIS_URL_FILE', path: '/run/redis' });
  });

  it('make clients from a file of keys', () => {
    const settings = load({
      environment: { ...OPEN_ENVIRONMENT, AUTH_MODES: 'apiKey', API_KEYS_FILE: '/run/keys' },
      files: { '/run/keys': `a=${'1'.repeat(64)},b=${'2'.repeat(64)},a=${'AB'.repeat(32)}\n` },
    });
    expect(settings.clients.map(({ name, apiKeySha256 }) => [name, apiKeySha256])).toEqual([
      ['a', ['1'.repeat(64), 'ab'.repeat(32)]],
      ['b', ['2'.repeat(64)]],
    ]);
    expect(settings.clients[0]).toMatchObject({
      organizations: ['*'],
      permissions: ['jobs:read'],
      requestsPerMinute: 600,
    });
  });

  it.each([
    'UPSTREAM_CLIENT_SECRET',
    'GATEWAY_SECRET',
    'REDIS_URL',
    'API_KEYS',
    'UPSTREAM_CERTIFICATE_PASSWORD',
  ])('are refused when %s is given twice, by itself and by file', (name) => {
    const given = { ...OPEN_ENVIRONMENT, [name]: 'one', [`${name}_FILE`]: '/run/two' };
    expect(faultsOf({ environment: given })).toEqual([
      `${name}: is given together with ${name}_FILE; only one of them may be`,
    ]);
  });

  it.each([
    ['missing', {}, 'names a file that does not exist'],
    ['empty', { '/run/secret': '' }, 'names an empty file'],
    ['one line break long', { '/run/secret': '\n' }, 'names an empty file'],
    [
      'not text',
      { '/run/secret': Buffer.from([0xff, 0xfe, 0x00]) },
      'names a file that is not text in UTF-8',
    ],
  ])('are refused when their file is %s', (_, files, message) => {
    const environment = {
      ...OPEN_ENVIRONMENT,
      UPSTREAM_CLIENT_SECRET: '',
      UPSTREAM_CLIENT_SECRET_FILE: '/run/secret',
    };
    expect(faultsOf({ environment, files })).toEqual([`UPSTREAM_CLIENT_SECRET_FILE: ${message}`]);
  });
});

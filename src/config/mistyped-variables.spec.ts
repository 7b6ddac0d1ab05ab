import { describe, expect, it } from 'vitest';

import { mistypedVariables } from './mistyped-variables.js';
import { VARIABLE_NAMES } from './variables.js';

describe('variables that look mistyped', () => {
  it.each([
    ['AUTH_MODE', 'AUTH_MODES'],
    ['CACHE_FRESH_SECOND', 'CACHE_FRESH_SECONDS'],
    ['REQUEST_PER_MINUTE', 'REQUESTS_PER_MINUTE'],
    ['redis_url', 'REDIS_URL'],
    ['GATEWAY_SECRET_FIEL', 'GATEWAY_SECRET_FILE'],
  ])('%s is told to mean %s', (given, meant) => {
    expect(mistypedVariables({ [given]: 'x' })).toEqual([{ given, meant }]);
  });

  it.each([
    'HOME',
    'HOSTNAME',
    'POST',
    'NODE_ENV',
    'KUBERNETES_SERVICE_HOST',
    'LC_ALL',
    'npm_config_cache',
    '_',
    'NODE_VERSION',
  ])('%s is somebody else’s', (given) => {
    expect(mistypedVariables({ [given]: 'x' })).toEqual([]);
  });

  it('are none where the variable that is meant is set beside it', () => {
    expect(mistypedVariables({ AUTH_MODE: 'x', AUTH_MODES: 'apiKey' })).toEqual([]);
  });

  it('are none of ours, nor the files of our secrets', () => {
    const ours = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, '']));
    expect(mistypedVariables({ ...ours, GATEWAY_SECRET_FILE: '/secret' })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { loadSettings } from '../../src/config/load-settings.js';
import { OPEN_ENVIRONMENT } from '../config/configuration.js';

const endpointOf = (given: string): string | undefined =>
  loadSettings({ environment: { ...OPEN_ENVIRONMENT, OTEL_EXPORTER_OTLP_ENDPOINT: given } }).tracesEndpoint;

describe('the collector’s address', () => {
  it.each(['http://collector:4318', 'https://traces.example/otlp', 'http://127.0.0.1:4318/'])(
    'may be %s',
    (given) => {
      expect(endpointOf(given)).toBe(given);
    },
  );

  it.each([
    'collector:4318',
    'grpc://collector',
    'http://a:b@collector',
    'http://collector?a=b',
    'http://c#d',
  ])('may not be %s', (given) => {
    expect(() => endpointOf(given)).toThrow(
      'OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https address without user, query and fragment',
    );
  });
});

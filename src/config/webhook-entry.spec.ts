import { describe, expect, it } from 'vitest';

import {
  faultsOf,
  load,
  OPEN_ENVIRONMENT,
  type GivenConfiguration,
} from '../../test/config/configuration.js';

const webhook = (lines: string): GivenConfiguration => ({
  file: `webhooks: [{ ${lines}, secret: s, events: [job.failed], organizations: ["*"] }]`,
  environment: OPEN_ENVIRONMENT,
});

describe('the address of a webhook', () => {
  it.each([
    ['url: "https://h.example/in?key=a"', false],
    ['url: "https://h.example/in", allowPrivateAddresses: false', false],
    ['url: "https://10.0.0.1/in", allowPrivateAddresses: true', true],
    ['url: "http://hooks.internal:8080/in", allowPrivateAddresses: true', true],
    ['url: "http://127.0.0.1:9/in"', false],
  ])('may be %s', (lines, mayBePrivate) => {
    expect(load(webhook(lines)).webhooks[0]?.mayBePrivate).toBe(mayBePrivate);
  });

  it.each([
    ['url: "http://hooks.internal/in"', 'url: must be an https address'],
    ['url: "http://hooks.internal/in", allowPrivateAddresses: false', 'url: must be an https address'],
    ['url: "ftp://hooks.internal/in", allowPrivateAddresses: true', 'url: must be an https address'],
    [
      'url: "http://user:pass@hooks.internal/in", allowPrivateAddresses: true',
      'url: must be an https address',
    ],
    [
      'url: "https://h.example/in", allowPrivateAddresses: yes please',
      'allowPrivateAddresses: must be true or false',
    ],
  ])('may not be %s', (lines, fault) => {
    expect(faultsOf(webhook(lines))).toEqual([expect.stringContaining(`webhooks[0].${fault}`)]);
  });
});

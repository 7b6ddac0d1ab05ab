import { describe, expect, it } from 'vitest';

import { faultsOf, KEY_HASH, load, OPEN_ENVIRONMENT, SALES_ID } from './configuration.js';

const SIGNING_SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODw==';

/** A service with the connection that variables make, and these lines as its file. */
function service(file: string, environment: Readonly<Record<string, string>> = {}) {
  return { file, environment: { ...OPEN_ENVIRONMENT, AUTH_MODES: 'apiKey', ...environment } };
}

const client = (lines: string) => service(`clients: [{ name: a, apiKeySha256: [${KEY_HASH}], ${lines} }]`);
describe('a client', () => {
  it('has the documented defaults, and its key hashes in lower case', () => {
    const file = `clients: [{ name: a, apiKeySha256: [${KEY_HASH.toUpperCase()}, ${KEY_HASH}], organizations: [${SALES_ID}] }]`;
    expect(load(service(file, { REQUESTS_PER_MINUTE: '7' })).clients).toEqual([
      {
        name: 'a',
        apiKeySha256: [KEY_HASH],
        jwtClientId: undefined,
        organizations: [SALES_ID],
        permissions: ['jobs:read'],
        requestsPerMinute: 7,
      },
    ]);
  });

  it.each([
    ['organizations: [nowhere]', 'organizations[0]: is no organization of any connection (given: "nowhere")'],
    ['organizations: ["*", sales]', 'organizations: must hold * alone'],
    ['organizations: "*"', 'organizations: must be a list of texts, not empty'],
    ['jwtClientId: x', 'organizations: is missing; it must be a list of texts, not empty'],
    [
      'organizations: ["*"], permissions: []',
      'permissions: must be a list of jobs:read, cache:purge or metrics:read, not empty',
    ],
    ['organizations: ["*"], permissions: [jobs:write]', 'permissions: must be a list of'],
    [
      'organizations: ["*"], requestsPerMinute: 0',
      'requestsPerMinute: must be a whole number from 1 to 1000000 (given: 0)',
    ],
    ['organizations: ["*"], requestsPerMinute: "60"', 'requestsPerMinute: must be a whole number'],
    [
      'organizations: ["*"], apiKeysSha256: []',
      'apiKeysSha256: is not a known key; did you mean apiKeySha256?',
    ],
  ])('with %s is refused', (lines, fault) => {
    expect(faultsOf(client(lines))).toEqual([expect.stringContaining(`clients[0].${fault}`)]);
  });

  it.each([
    [
      'name: a, apiKeySha256: [not-a-hash-canary]',
      'clients[0].apiKeySha256: must be a list of SHA-256 hashes, each 64 hexadecimal digits',
    ],
    [
      'name: a, apiKeySha256: [e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855]',
      'clients[0].apiKeySha256: has the hash of an empty key',
    ],
    [
      'name: a/b, jwtClientId: x',
      'clients[0].name: must be 1 to 64 letters, digits, dots, underscores or hyphens (given: "a/b")',
    ],
  ])('with %s is refused, and no hash is shown', (lines, fault) => {
    const given = service(`clients: [{ ${lines}, organizations: ["*"] }]`, {
      AUTH_MODES: 'apiKey,jwt',
      JWT_ISSUER: 'i',
      JWT_AUDIENCE: 'a',
      JWT_JWKS_URL: 'https://k.example',
    });
    expect(faultsOf(given)).toEqual([fault]);
  });

  it('shares no name, key or client id with another, wherever the other is written', () => {
    const file = `clients:
      - { name: a, jwtClientId: x, organizations: ["*"] }
      - { name: b, jwtClientId: x, apiKeySha256: [${KEY_HASH}], organizations: ["*"] }`;
    expect(faultsOf(service(file, { API_KEYS: `a=${KEY_HASH.toUpperCase()}` }))).toEqual([
      'clients[1].jwtClientId: is already the client id at clients[0].jwtClientId',
      'API_KEYS: is already the name at clients[0].name',
      'API_KEYS: is already a key at clients[1].apiKeySha256',
    ]);
  });
});

it('a client whose keys cannot be read is not said to have none', () => {
  const file = 'clients: [{ name: a, apiKeySha256: 5, organizations: ["*"] }]';
  expect(faultsOf(service(file))).toEqual([
    'clients[0].apiKeySha256: must be a list of SHA-256 hashes, each 64 hexadecimal digits',
  ]);
});

describe('organizations that a client names', () => {
  it.each([
    [
      'connections: []',
      'connections: must be at least one, in the connections of CONFIG_FILE or by UPSTREAM_ variables',
    ],
    ['connections: none', 'connections: must be a list of mappings'],
  ])('are not said to be missing when there is %s', (connections, fault) => {
    const file = `${connections}\nclients: [{ name: a, apiKeySha256: [${KEY_HASH}], organizations: [sales] }]`;
    expect(faultsOf({ file })).toEqual([fault]);
  });

  it('are not said to be missing when a connection has an organization that cannot be read', () => {
    const file = `clients: [{ name: a, apiKeySha256: [${KEY_HASH}], organizations: [sales] }]`;
    const [fault, ...others] = faultsOf(service(file, { UPSTREAM_ORGANIZATIONS: 'sales' }));
    expect(fault).toBe('UPSTREAM_ORGANIZATIONS: must be a GUID (given: "sales")');
    expect(others).toEqual([]);
  });
});

describe('a webhook', () => {
  it('may be called on this machine over http, and takes a secret of Standard Webhooks', () => {
    const file = `webhooks: [{ url: "http://localhost:9/in", secret: ${SIGNING_SECRET}, events: [job.failed, job.failed], organizations: ["*"] }]`;
    const [webhook] = load(service(file, { AUTH_MODES: 'none' })).webhooks;
    expect(webhook?.url).toBe('http://localhost:9/in');
    expect(webhook?.secret.reveal()).toBe(SIGNING_SECRET);
    expect(webhook?.events).toEqual(['job.failed']);
  });

  it.each([
    [
      'url: "http://h.example", secret: s, events: [job.failed], organizations: ["*"]',
      'url: must be an https address',
    ],
    [
      'url: "https://h.example", secret: "whsec_no base64", events: [job.failed], organizations: ["*"]',
      'secret: must be text; after whsec_ it must be base64',
    ],
    [
      'url: "https://h.example", secret: s, events: [job.gone], organizations: ["*"]',
      'events: must be a list of job.failed',
    ],
    [
      'url: "https://h.example", secret: s, events: [job.failed], organizations: [nowhere]',
      'organizations[0]: is no organization',
    ],
  ])('with %s is refused', (lines, fault) => {
    expect(faultsOf(service(`webhooks: [{ ${lines} }]`, { AUTH_MODES: 'none' }))).toEqual([
      expect.stringContaining(`webhooks[0].${fault}`),
    ]);
  });
});

import { describe, expect, it } from 'vitest';

import { faultsOf, load, OPEN_ENVIRONMENT, SALES_ID, VALID_FILE } from './configuration.js';

const OTHER_ID = '00000000-0000-0000-0000-00000000000a';
const IDENTITY = 'https://identity.avepointonlineservices.com/connect/token';

/** A file with one connection of these lines, in a service without clients. */
function connection(lines: string) {
  const file = `connections: [{ name: contoso, clientId: app, clientSecret: hush, organizations: [{ id: ${SALES_ID} }], ${lines} }]`;
  return { file, environment: { AUTH_MODES: 'none' } };
}

describe('a connection', () => {
  it.each([
    ['dataCenter: we', 'https://graph-we.avepointonlineservices.com', IDENTITY],
    [
      'environment: commercial, dataCenter: gcp-us',
      'https://graph-gcp-us.avepointonlineservices.com',
      IDENTITY,
    ],
    [
      'environment: usGov',
      'https://graph-gov.avepointonlineservices.com',
      'https://identity-gov.avepointonlineservices.com/connect/token',
    ],
    [
      'dataCenter: gov',
      'https://graph-gov.avepointonlineservices.com',
      'https://identity-gov.avepointonlineservices.com/connect/token',
    ],
    [
      'environment: aos2',
      'https://graph-aos2.avepointonlineservices.com',
      'https://identity-aos2.avepointonlineservices.com/connect/token',
    ],
    [
      'environment: fedRamp',
      'https://graphusgovapi.online15.net',
      'https://identity.online15.net/connect/token',
    ],
    ['environment: commercial, baseUrl: "https://b.example/x//"', 'https://b.example/x', IDENTITY],
    [
      'baseUrl: "http://127.9.9.9:81", tokenUrl: "http://[::1]:82/t/"',
      'http://127.9.9.9:81',
      'http://[::1]:82/t',
    ],
  ])('with %s asks %s and %s', (lines, baseUrl, tokenUrl) => {
    expect(load(connection(lines)).connections[0]).toMatchObject({ baseUrl, tokenUrl });
  });

  it.each([
    ['environment: commercial', 'connections[0].baseUrl: is missing; give it, or connections[0].dataCenter'],
    [
      'baseUrl: "https://b.example"',
      'connections[0].tokenUrl: is missing; give it, or connections[0].environment',
    ],
    [
      'environment: fedRamp, dataCenter: us',
      'connections[0].dataCenter: has no meaning with fedRamp, which has one address',
    ],
  ])('with %s is refused', (lines, fault) => {
    expect(faultsOf(connection(lines))).toEqual([fault]);
  });

  it.each([
    'http://b.example',
    'https://user:word@b.example',
    'https://b.example?x=1',
    'https://b.example/#x',
    'http://127.0.0.1.b.example',
    'https://b.example\\\\x',
    'ftp://b.example',
    'b.example',
  ])('never asks %s', (address) => {
    const [fault = '', ...others] = faultsOf(connection(`dataCenter: us, baseUrl: "${address}"`));
    expect(fault).toMatch(/^connections\[0\]\.baseUrl: must be an https address/);
    expect(fault).not.toContain('b.example');
    expect(others).toEqual([]);
  });

  it('has the documented defaults', () => {
    expect(load({ file: VALID_FILE }).connections[0]).toMatchObject({
      contract: 'auto',
      scope: 'dynamics.readwrite.all',
      timeFormat: 'iso8601',
      organizations: [{ id: SALES_ID, alias: 'sales', name: undefined, expectBackupEveryHours: 24 }],
    });
  });

  it.each([
    [
      `[{ id: ${SALES_ID} }, { id: "{${SALES_ID.toUpperCase()}}" }]`,
      'organizations[1].id: is already the organization at',
    ],
    [
      `[{ id: ${SALES_ID}, alias: sales }, { id: ${OTHER_ID}, alias: SALES }]`,
      'organizations[1].alias: is already the alias at',
    ],
    [`[{ id: ${SALES_ID}, alias: ${OTHER_ID} }]`, 'organizations[0].alias: must be 1 to 64 letters'],
    ['[{ id: sales }]', 'organizations[0].id: must be a GUID (given: "sales")'],
    ['[]', 'organizations: must have at least one organization'],
    ['[null]', 'organizations: must be a list of mappings'],
    [`{ id: ${SALES_ID} }`, 'organizations: must be a list of mappings'],
  ])('with the organizations %s is refused', (organizations, fault) => {
    const file = `connections: [{ name: c, dataCenter: us, clientId: app, clientSecret: hush, organizations: ${organizations} }]`;
    const faults = faultsOf({ file, environment: { AUTH_MODES: 'none' } });
    expect(faults).toEqual([expect.stringContaining(`connections[0].${fault}`)]);
  });

  it('shares neither its name nor an organization with the one that variables make', () => {
    const file = VALID_FILE.replace('name: contoso', 'name: default');
    expect(faultsOf({ file, environment: OPEN_ENVIRONMENT })).toEqual([
      'UPSTREAM_ variables: is already the name at connections[0].name',
      'UPSTREAM_ORGANIZATIONS: is already the organization at connections[0].organizations[0].id',
    ]);
  });

  it('made from variables takes names with equals signs and ids without names', () => {
    const environment = {
      ...OPEN_ENVIRONMENT,
      UPSTREAM_ORGANIZATIONS: `${SALES_ID}=A=b, {${OTHER_ID.toUpperCase()}}`,
    };
    expect(load({ environment }).connections[0]).toMatchObject({
      name: 'default',
      organizations: [
        { id: SALES_ID, name: 'A=b' },
        { id: OTHER_ID, name: undefined },
      ],
    });
  });

  it('is needed', () => {
    expect(faultsOf({ environment: { AUTH_MODES: 'none' } })).toEqual([
      'connections: must be at least one, in the connections of CONFIG_FILE or by UPSTREAM_ variables',
    ]);
  });
});

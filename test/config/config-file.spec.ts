import { describe, expect, it } from 'vitest';

import { faultsOf, load, refusal, SALES_ID, VALID_FILE } from './configuration.js';

const START = 'connections: [{ name: c, dataCenter: us, clientId: app, ';
const END = `, organizations: [{ id: ${SALES_ID} }] }]`;
const OPEN = { AUTH_MODES: 'none' };

/** Ten to the sixth values in seven short lines. */
const ALIAS_BOMB = Array.from('abcdefg', (key, index) => {
  const inner = index === 0 ? 'x' : `*${'abcdefg'.charAt(index - 1)}`;
  return `${key}: &${key} [${Array(10).fill(inner).join()}]`;
}).join('\n');

async function secretOf(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const credential = load({ file, environment: { ...OPEN, ...environment } }).connections[0]?.credential;
  return credential?.kind === 'secret' ? (await credential.secrets[0]?.read())?.reveal() : undefined;
}

describe('the config file', () => {
  it('may be JSON, indented with tabs', () => {
    const file = JSON.stringify(
      {
        connections: [
          {
            name: 'c',
            dataCenter: 'us',
            clientId: 'app',
            clientSecret: 's',
            organizations: [{ id: SALES_ID }],
          },
        ],
      },
      null,
      '\t',
    );
    expect(load({ file, environment: OPEN }).connections[0]?.name).toBe('c');
  });

  it('may share lines by anchors, and leave a key without value', () => {
    const file = `connections:
  - { name: c, dataCenter: &here us, clientId: app, clientSecret: s, scope: , organizations: [{ id: ${SALES_ID} }] }
  - { name: d, dataCenter: *here, clientId: app, clientSecret: s, organizations: [{ id: ${SALES_ID.replace('6', '7')} }] }`;
    const { connections } = load({ file, environment: OPEN });
    expect(connections.map(({ baseUrl }) => baseUrl)).toEqual(
      Array(2).fill('https://graph-us.avepointonlineservices.com'),
    );
    expect(connections[0]?.scope).toBe('dynamics.readwrite.all');
  });

  it.each([
    ['${S}', { S: 'a: "b" # c\n- ${T}', T: 'x' }, 'a: "b" # c\n- ${T}'],
    ['<${S}-${S}>', { S: '1' }, '<1-1>'],
    ['$${S} $S ${', { S: '1' }, '${S} $S ${'],
  ])('fills %j from the environment after it was parsed, once', async (text, environment, secret) => {
    expect(await secretOf(`${START}clientSecret: ${JSON.stringify(text)}${END}`, environment)).toBe(secret);
  });

  it.each([
    ['${NOWHERE}', 'needs the environment variable NOWHERE, which is not set'],
    ['${EMPTY}', 'needs the environment variable EMPTY, which is not set'],
    ['${}', 'has a ${…} that does not name a variable'],
    ['${canary x}', 'has a ${…} that does not name a variable'],
  ])('is refused for %j, once', (text, message) => {
    const file = `${START}clientSecret: ${JSON.stringify(text)}${END}`;
    const faults = faultsOf({ file, environment: { ...OPEN, EMPTY: '' } });
    expect(faults).toEqual([`connections[0].clientSecret: ${message}`]);
  });

  it.each([
    ['a: canary\na: canary', 'is not valid YAML: line 2, column 1: duplicate key'],
    ['a: [canary', 'is not valid YAML: line 1, column 11: '],
    ['a: "\\canary"', 'is not valid YAML: line 1, column 5: bad dq escape'],
    ['a: !canary x', 'is not valid YAML: line 1, column 4: tag resolve failed'],
    ['a: *canary', 'is not valid YAML: an alias without its anchor, or more than 100 aliases'],
    ['a: 1\n---\nb: 2', 'is not valid YAML: line 2, column 1: multiple docs'],
    ['? [canary]\n: 1', 'is not valid YAML: line 1, column 3: non string key'],
    ['', 'names an empty file'],
    ['# canary', 'names an empty file (given: "/etc/bff/config.yaml")'],
    ['- canary', 'must be a mapping with connections, webhooks and clients'],
    ['canary', 'must be a mapping with connections, webhooks and clients'],
  ])('is refused for %j, which is not quoted', (file, message) => {
    const { message: whole, faults } = refusal({ file, environment: OPEN });
    expect(faults[0]?.place).toBe('CONFIG_FILE');
    expect(faults[0]?.message).toContain(message);
    expect(whole).not.toContain('canary');
  });

  it('is refused for an unset variable only, not for what stands in its place', () => {
    const file = START + 'clientSecret: s, contract: ${NOWHERE}' + END;
    expect(faultsOf({ file, environment: OPEN })).toEqual([
      'connections[0].contract: needs the environment variable NOWHERE, which is not set',
    ]);
  });

  it('may have a ${NAME} without quotes inside braces, and errors after one have their place', () => {
    const file = START + 'clientSecret: ${S}, scope: a-${S}' + END;
    expect(load({ file, environment: { ...OPEN, S: '{ "' } }).connections[0]?.scope).toBe('a-{ "');
    expect(faultsOf({ file: '{ a: ${S}, a: 1 }', environment: OPEN })).toEqual([
      'CONFIG_FILE: is not valid YAML: line 1, column 12: duplicate key',
    ]);
  });

  it('is refused once for each place at which it holds itself', () => {
    expect(faultsOf({ file: 'connections: &self [*self, *self]', environment: OPEN })).toEqual([
      'connections[0]: is nested too deeply',
      'connections[1]: is nested too deeply',
      'connections: must be a list of mappings',
    ]);
  });

  it('is refused when it is not there', () => {
    expect(faultsOf({ environment: { ...OPEN, CONFIG_FILE: '/nowhere.yaml' } })).toEqual([
      'CONFIG_FILE: names a file that does not exist (given: "/nowhere.yaml")',
    ]);
  });

  it.each([
    ['an alias bomb', ALIAS_BOMB],
    ['deep nesting', `connections: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['moderate nesting', `connections: ${'['.repeat(50)}${']'.repeat(50)}`],
    ['a list that holds itself', 'connections: &self [*self, *self]'],
    ['a mapping that holds itself', 'connections: &self [{ organizations: *self }]'],
    ['foreign values', 'connections: [!!set {a}, !!binary aGk=, !!omap [a: 1]]'],
  ])('is refused within five seconds for %s', (_, file) => {
    const before = process.cpuUsage();
    expect(refusal({ file, environment: OPEN }).faults.length).toBeGreaterThan(0);
    // What this process has worked, however long it had to wait for the machine.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '<<', 'x y\n'])(
    'does not know the key %j',
    (key) => {
      const file = VALID_FILE.replace(
        '    clientId',
        `    ${JSON.stringify(key)}: { polluted: true }\n    clientId`,
      );
      const shown = /^\w+$/.test(key) ? key : JSON.stringify(key);
      expect(faultsOf({ file })).toEqual([`connections[0].${shown}: is not a known key`]);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it.each([
    ['conections: []', 'conections: is not a known key; did you mean connections?'],
    ['secrets: []', 'secrets: is not a known key'],
  ])('names the place of %s', (line, fault) => {
    expect(faultsOf({ file: `${VALID_FILE}${line}\n` })).toEqual([fault]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../src/config/configuration-error.js';
import { VARIABLE_NAMES } from '../../src/config/variables.js';
import { KEY_HASH, load, SALES_ID, VALID_FILE, type GivenConfiguration } from './configuration.js';

const KEYS = (
  'connections clients webhooks name environment dataCenter baseUrl tokenUrl clientId clientSecret clientSecretFile ' +
  'certificateFile certificatePassword organizations id alias apiKeySha256 permissions url secret events ' +
  'expectBackupEveryHours __proto__ length'
).split(' ');

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    'us',
    'commercial',
    '*',
    'https://a.example',
    '/run/a',
    '${A}',
    '${',
    SALES_ID,
    KEY_HASH,
    'app',
  ),
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, Number.NaN, ''),
  fc.string(),
  fc.double(),
);

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}));

/** Lists of entries with something wrong inside get farther than chance alone. */
const nearly = fc.record({
  connections: fc.array(fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }), { maxLength: 3 }),
  clients: fc.array(fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }), { maxLength: 3 }),
  webhooks: fc.array(fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }), { maxLength: 3 }),
});

const value = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'true',
    '1',
    'none',
    'apiKey',
    'jwt',
    '/run/a',
    '/run/b',
    `a=${KEY_HASH}`,
    'https://a.example',
    SALES_ID,
  ),
);
const environment = fc.dictionary(
  fc
    .constantFrom(...VARIABLE_NAMES, ...VARIABLE_NAMES.map((name) => `${name}_FILE`))
    .filter((name) => name !== 'CONFIG_FILE'),
  value,
);

/** Taken, refused with the one error, or anything else. */
function outcomeOf(given: GivenConfiguration): string {
  try {
    load(given);
    return 'taken';
  } catch (error) {
    return error instanceof ConfigurationError && error.faults.length > 0
      ? 'refused'
      : `thrown: ${String(error)}`;
  }
}

const files = { '/run/a': 'sixteen letters and more\n', '/run/b': '' };

describe('loading', () => {
  it('takes or refuses any environment, and throws nothing else', () => {
    fc.assert(
      fc.property(environment, (given) => {
        expect(outcomeOf({ environment: given, files })).toMatch(/^(taken|refused)$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes or refuses any tree of values in a file', () => {
    fc.assert(
      fc.property(fc.oneof(tree, nearly), environment, (given, variables) => {
        const file = JSON.stringify(given, (_, inner: unknown) => (Number.isNaN(inner) ? '.nan' : inner));
        expect(outcomeOf({ file, environment: variables, files })).toMatch(/^(taken|refused)$/);
      }),
      { numRuns: 400 },
    );
  });

  it('takes or refuses any text as a file, valid YAML cut and mixed up among it', () => {
    const scrambled = fc
      .tuple(fc.nat(VALID_FILE.length), fc.nat(VALID_FILE.length), fc.string({ maxLength: 4 }))
      .map(([from, to, between]) => VALID_FILE.slice(0, from) + between + VALID_FILE.slice(to));
    fc.assert(
      fc.property(fc.oneof(fc.string(), scrambled), (file) => {
        expect(outcomeOf({ file })).toMatch(/^(taken|refused)$/);
      }),
      { numRuns: 1000 },
    );
  });
});

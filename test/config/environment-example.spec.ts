import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { loadSettings } from '../../src/config/load-settings.js';
import { VARIABLE_NAMES, VARIABLES } from '../../src/config/variables.js';
import { OPEN_ENVIRONMENT } from './configuration.js';

const EXAMPLE = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const ASSIGNMENT = /^# (?<meaning>.*)\n(?<comment># )?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$/gm;

const listed = [...EXAMPLE.matchAll(ASSIGNMENT)].map(({ groups }) => ({
  name: groups?.['name'],
  meaning: groups?.['meaning'],
  defaultText: groups?.['comment'] === undefined ? groups?.['value'] : undefined,
}));

describe('.env.example', () => {
  it('lists every variable in the order of the table, with its meaning and its default', () => {
    const table = VARIABLE_NAMES.map((name) => {
      const { meaning, defaultText } = VARIABLES[name];
      return { name, meaning, defaultText };
    });
    expect(listed).toEqual(table);
  });

  it('has no assignment without a sentence above it', () => {
    const assignments = EXAMPLE.split('\n').filter((line) => /^(# )?[A-Z][A-Z0-9_]*=/.test(line));
    expect(assignments).toHaveLength(listed.length);
    expect(listed.every(({ meaning }) => meaning?.endsWith('.'))).toBe(true);
  });

  it('says what a service without any of these lines does', () => {
    const environment = Object.fromEntries(
      listed.flatMap(({ name = '', defaultText = '' }) => (defaultText === '' ? [] : [[name, defaultText]])),
    );
    const written = loadSettings({ environment: { ...environment, ...OPEN_ENVIRONMENT } });
    const silent = loadSettings({ environment: OPEN_ENVIRONMENT });
    expect(written).toEqual(silent);
  });
});

import { expect, it } from 'vitest';

import { SALES } from '../../test/cache/cache-setup.js';
import { backupFamilies } from './backup-families.js';

/** The line of the family that every organization has. */
const lineOf = async (name: string | undefined, vendorName: string | null): Promise<string | undefined> => {
  const { name: _configured, ...rest } = SALES;
  const reading = {
    organizationName: vendorName,
    fetchedAtMs: 0,
    isFailing: false,
    lastSuccess: undefined,
    jobs: [],
  };
  const text = await backupFamilies([{ organization: { ...rest, name }, isUp: true, reading }], 0).metrics();
  return text.split('\n').find((line) => line.startsWith('backup_source_up{'));
};

it.each([
  ['Sales', 'Sales'],
  ['Sa"les', String.raw`Sa\"les`],
  ['Sales\nbackup_source_up 5', String.raw`Sales\nbackup_source_up 5`],
  [String.raw`Sales\ ",evil="1`, String.raw`Sales\\ \",evil=\"1`],
])('keeps the organization name %j within its label', async (name, escaped) => {
  const labels = `connection="${SALES.connection.name}",organization_id="${SALES.id}",organization_name="${escaped}"`;
  expect(await lineOf(name, null)).toBe(`backup_source_up{${labels}} 1`);
  expect(await lineOf(undefined, name)).toBe(`backup_source_up{${labels}} 1`);
});

it('prefers the configured name, and has an empty one where there is none', async () => {
  expect(await lineOf('ours', "the vendor's")).toContain('organization_name="ours"');
  expect(await lineOf(undefined, null)).toContain('organization_name=""');
});

import { describe, expect, it } from 'vitest';

import { organizationId, organizationOf } from '../../test/jobs/sample-jobs.js';
import type { Caller } from './caller.js';
import { selectOrganizations } from './visible-organizations.js';

const SALES = organizationOf({ alias: 'Sales' });
const CARE = organizationOf({ id: organizationId(2), alias: 'care' });
const BARE = organizationOf({ id: organizationId(3) });
const CALLER: Caller = {
  client: {
    name: 'reporting',
    apiKeySha256: [],
    jwtClientId: undefined,
    organizations: ['*'],
    permissions: ['jobs:read'],
    requestsPerMinute: 1,
  },
  organizations: [SALES, CARE, BARE],
};

describe('selectOrganizations', () => {
  it('takes all the caller may see without names', () => {
    expect(selectOrganizations(CALLER, undefined)).toBe(CALLER.organizations);
  });

  it.each([
    [['sales'], [SALES]],
    [
      ['SALES', 'Care'],
      [SALES, CARE],
    ],
    [
      ['care', 'sales', 'care', organizationId(1)],
      [SALES, CARE],
    ],
    [[`{${organizationId(3).toUpperCase()}}`], [BARE]],
  ])('finds %j, each once, ordered by id', (names, expected) => {
    expect(selectOrganizations(CALLER, names)).toEqual(expected);
  });

  it.each(['nobody', organizationId(4), '', 'undefined', 'null', 'sales ', '__proto__', '{care}'])(
    'refuses %j as it refuses what does not exist',
    (name) => {
      const message = 'The caller can see no organization with this id or alias.';
      const refusal: unknown = expect.objectContaining({ code: 'organization-not-found', message });
      expect(() => selectOrganizations(CALLER, [name])).toThrow(refusal);
      expect(() => selectOrganizations(CALLER, ['sales', name])).toThrow(refusal);
    },
  );

  it('does not find what belongs to others', () => {
    expect(() => selectOrganizations({ ...CALLER, organizations: [CARE] }, ['sales'])).toThrow(
      'can see no organization',
    );
  });
});

import { describe, expect, it } from 'vitest';

import { canNameOrganization } from './organization-name.js';

const GUID = '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f';

describe('canNameOrganization', () => {
  it.each([GUID, GUID.toUpperCase(), `{${GUID}}`, 'sales', 'Sales_2.eu-west', 'x'.repeat(64), '__proto__'])(
    'takes %j',
    (text) => {
      expect(canNameOrganization(text)).toBe(true);
    },
  );

  it.each(['', ' ', 'x'.repeat(65), `{${GUID}`, `${GUID}}`, '{sales}', 'a,b', 'sales\n', 'sales\0', 'sälés'])(
    'refuses %j',
    (text) => {
      expect(canNameOrganization(text)).toBe(false);
    },
  );
});

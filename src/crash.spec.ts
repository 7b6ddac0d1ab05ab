import { describe, expect, it } from 'vitest';

import { tellableOf } from './crash.js';

describe('tellableOf', () => {
  it('tells of an error what it is and where it came from, and none of its words', () => {
    const error = new TypeError('canary\n    at canary:1:1', { cause: new Error('canary') });
    const told = tellableOf(Object.assign(error, { name: 'canary', code: 'canary', config: 'canary' }));
    expect(told.error).toBe('TypeError');
    expect(told.stack?.[0]).toMatch(/^at .*crash\.spec\.ts/);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  it.each([['canary'], [undefined], [null], [{ stack: 'canary' }]])('tells of %j only its type', (thrown) => {
    expect(tellableOf(thrown)).toEqual({ error: typeof thrown });
  });
});

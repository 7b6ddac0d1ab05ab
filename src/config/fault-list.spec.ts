import { describe, expect, it } from 'vitest';

import { ConfigurationError } from './configuration-error.js';
import { FaultList } from './fault-list.js';

function messageOf(faults: FaultList): string {
  try {
    faults.throwIfAny();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof ConfigurationError ? error.message : 'something else was thrown';
  }
}

describe('FaultList', () => {
  it('throws nothing while there is no fault', () => {
    expect(() => new FaultList().throwIfAny()).not.toThrow();
  });

  it('names all faults with what was given, quoted', () => {
    const faults = new FaultList();
    faults.add('PORT', 'must be a number', 'x\n"y"');
    faults.add('rate', 'must be finite', Number.NaN);
    faults.add('name', 'must be text', ['x']);
    expect(messageOf(faults)).toBe(
      [
        'The configuration has 3 faults:',
        '  - PORT: must be a number (given: "x\\n\\"y\\"")',
        '  - rate: must be finite (given: NaN)',
        '  - name: must be text',
      ].join('\n'),
    );
  });

  it('shows nothing that holds a hidden text, even when it was hidden later', () => {
    const faults = new FaultList();
    faults.add('PORT', 'must be a number', 'my canary word');
    faults.add('rate', 'must be less', 4711);
    faults.hide('canary');
    faults.hide('4711');
    expect(messageOf(faults)).not.toMatch(/canary|4711/);
  });

  it('shows nothing long', () => {
    const faults = new FaultList();
    faults.add('PORT', 'must be a number', 'x'.repeat(81));
    expect(messageOf(faults)).toBe('The configuration has a fault:\n  - PORT: must be a number');
  });
});

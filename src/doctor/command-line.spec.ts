import { describe, expect, it } from 'vitest';

import { readCommandLine } from './command-line.js';

describe('readCommandLine', () => {
  it('has a pause of 200 ms and looks at everything unless told otherwise', () => {
    const command = { isHelp: false, isJson: false, connection: undefined, pauseMs: 200 };
    expect(readCommandLine([])).toEqual(command);
    expect(readCommandLine(['--json', '--connection', 'contoso', '--pause=0'])).toEqual({
      ...command,
      isJson: true,
      connection: 'contoso',
      pauseMs: 0,
    });
  });

  it.each([
    [['--pause', '-1']],
    [['--pause', '60001']],
    [['--pause', '1e3']],
    [['--jsonn']],
    [['contoso']],
    [['--connection']],
  ])('says what is wrong with %s', (args) => {
    expect(typeof readCommandLine(args)).toBe('string');
  });
});

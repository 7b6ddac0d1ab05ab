import { describe, expect, it } from 'vitest';

import { checkConfiguration, isNginxMissing } from './nginx.js';

describe.skipIf(isNginxMissing)('nginx', () => {
  it('accepts the committed configuration without a warning', async () => {
    const { exitCode, output } = await checkConfiguration();
    expect(output).not.toMatch(/\[(warn|error|emerg)\]/);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining('test is successful') as string,
    });
  });

  it('refuses one with a word it does not know, so that accepting means something', async () => {
    const { exitCode, output } = await checkConfiguration({ 'server_tokens off': 'server_tokenz off' });
    expect(exitCode).toBe(1);
    expect(output).toContain('server_tokenz');
  });
});

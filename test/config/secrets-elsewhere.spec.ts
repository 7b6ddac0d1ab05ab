import { expect, it } from 'vitest';

import { refusal, VALID_FILE } from './configuration.js';

it('a secret of the file is not shown in another place that it also stands in', () => {
  const file = VALID_FILE.replace('dataCenter: us', 'dataCenter: hush').replace(
    'alias: sales',
    'alias: hush!',
  );
  const { message } = refusal({ file });
  expect(message).toContain('connections[0].dataCenter');
  expect(message).not.toContain('hush');
});

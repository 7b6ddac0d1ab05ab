import { describe, expect, it } from 'vitest';

import { oneService } from './one-service.js';

describe('the committed openapi.json', () => {
  const service = oneService();

  it('is what the running service serves; a changed interface is written with `npm run openapi`', async () => {
    const { body } = await service().get('/openapi.json', { key: null });
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('../../openapi.json');
  });
});

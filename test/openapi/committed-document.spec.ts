import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startService, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';
import type { StandIn } from '../../src/demo/stand-in/stand-in.js';

describe('the committed openapi.json', () => {
  let upstream: StandIn;
  let service: Service;

  beforeAll(async () => {
    upstream = await startUpstream();
    service = await startService({ file: { connections: connectionEntries(upstream) } });
  });

  afterAll(async () => {
    await service.close();
    await upstream.close();
  });

  it('is what the running service serves; a changed interface is written with `npm run openapi`', async () => {
    const { body } = await service.get('/openapi.json', { key: null });
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('../../openapi.json');
  });
});

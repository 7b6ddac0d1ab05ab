import { afterAll, beforeAll } from 'vitest';

import type { StandIn } from '../../src/demo/stand-in/stand-in.js';
import { startService, type Service } from '../support/service.js';
import { connectionEntries, startUpstream } from '../support/upstream.js';

/** One service with its upstream for all tests of a file; to be had from the first of them on. */
export function oneService(): () => Service {
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
  return () => service;
}

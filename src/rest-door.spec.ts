import type { INestApplication } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { AppError } from './errors/app-error.js';
import { RestInterface } from './mcp/rest-interface.js';
import { openRestDoor } from './rest-door.js';

const QUESTION = {
  address: '/v1/jobs',
  headers: {},
  remoteAddress: '127.0.0.1',
  signal: new AbortController().signal,
};

/** The interface of a service whose framework dispatches so. */
function interfaceOver(dispatch: Parameters<typeof openRestDoor>[1]): RestInterface {
  const rest = new RestInterface();
  openRestDoor({ get: () => rest } as unknown as INestApplication, dispatch);
  return rest;
}

describe('the interface that tools ask', () => {
  it('is closed until the service is assembled', () => {
    expect(() => new RestInterface().get(QUESTION)).toThrow('has not opened');
  });

  it('tells who comes while the service closes to come back', async () => {
    const closed = Object.assign(new Error('closed'), { code: 'FST_ERR_REOPENED_CLOSE_SERVER' });
    const failure = await interfaceOver(() => Promise.reject(closed))
      .get(QUESTION)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'overloaded', retryAfterSeconds: 2 });
  });

  it('hides no other failure', async () => {
    const bug = new Error('bug');
    await expect(interfaceOver(() => Promise.reject(bug)).get(QUESTION)).rejects.toBe(bug);
  });
});

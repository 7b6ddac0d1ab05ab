import type { INestApplication } from '@nestjs/common';

import { AppError } from './errors/app-error.js';
import { RestInterface } from './mcp/rest-interface.js';
import { openApiDocument } from './openapi.js';

interface Dispatched {
  readonly method: 'GET';
  readonly url: string;
  readonly headers: Record<string, string | string[]>;
  readonly remoteAddress: string;
  readonly signal: AbortSignal;
}

/** Sends a request through the whole service, hooks and guards included, without a network. */
type Dispatch = (request: Dispatched) => Promise<{ readonly statusCode: number; readonly payload: string }>;

/** What the framework says when it dispatches nothing any more. */
const CLOSED = 'FST_ERR_REOPENED_CLOSE_SERVER';
/** By then another replica answers, or this one is back. */
const CLOSED_WAIT_SECONDS = 2;

/** Opens the service's own REST interface to its tools for machines. */
export function openRestDoor(app: INestApplication, dispatch: Dispatch): void {
  app.get(RestInterface).open({
    describe: () => openApiDocument(app),
    get: async ({ address, headers, remoteAddress, signal }) => {
      try {
        const request = {
          method: 'GET',
          url: address,
          headers: { ...headers },
          remoteAddress,
          signal,
        } as const;
        const { statusCode, payload } = await dispatch(request);
        return { status: statusCode, body: payload };
      } catch (error) {
        throw isClosed(error) ? closing(error) : error;
      }
    },
  });
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CLOSED;
}

function closing(cause: unknown): AppError {
  return new AppError('overloaded', 'The service is being stopped.', {
    cause,
    retryAfterSeconds: CLOSED_WAIT_SECONDS,
  });
}

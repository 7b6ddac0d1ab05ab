import { HttpService } from '@nestjs/axios';
import { onTestFinished } from 'vitest';

import { OutgoingClient, OutgoingError, type OutgoingRequest } from '../../src/outgoing/outgoing.client.js';

/** A client of this test, whose connections are closed when the test ends. */
export function outgoingClient(): OutgoingClient {
  const client = new OutgoingClient(new HttpService());
  onTestFinished(() => client.onApplicationShutdown());
  return client;
}

export function requestTo(url: URL, changes: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 1024 * 1024, ...changes };
}

/** The kind of failure a call ends with, or `answered`; whatever is not an `OutgoingError` is thrown on. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    if (error instanceof OutgoingError) return error.failure;
    throw error;
  }
}

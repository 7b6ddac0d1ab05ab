import { createHash } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request, { type Response } from 'supertest';

import type { Clock } from '../../src/config/clock.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { createHttpServer } from '../../src/http-server.js';
import { expectConnectionsTo } from './no-unexpected-connections.js';
import { undocumentedPart } from './openapi-validator.js';

export interface ServiceOptions {
  /** What CONFIG_FILE holds, `connections` and `clients`. */
  readonly file: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

export interface Call {
  /** Sent as `X-Api-Key`; the key of `ALL` unless named, none with null. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Service {
  /** Base address, listening. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Everything that was logged, as objects. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  /** The answer; fails the test when it is not as openapi.json says. */
  get(path: string, call?: Call): Promise<Response>;
  close(): Promise<void>;
}

/** The key of a client that sees every organization and may do everything. */
export const KEY = 'test-key-of-all';

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A client entry that sees the organizations named, by default all. */
export function clientEntry(name: string, key: string, organizations: readonly string[] = ['*']): object {
  return { name, apiKeySha256: [sha256Hex(key)], organizations, permissions: ['jobs:read'] };
}

/** Starts the real service on a free port, with its configuration read the way an operator's is. */
export async function startService({ file, environment = {}, clock }: ServiceOptions): Promise<Service> {
  const content = Buffer.from(JSON.stringify({ clients: [clientEntry('all', KEY)], ...file }));
  const settings = loadSettings({
    // Nobody asks the upstream behind a test's back, unless the test is about that.
    environment: { CONFIG_FILE: 'test.json', PORT: '0', METRICS_POLL_SECONDS: '0', ...environment },
    readFile: () => content,
  });
  const logged: Record<string, unknown>[] = [];
  const app = await createHttpServer({
    settings,
    logger: recordTo(logged),
    ...(clock === undefined ? {} : { clock }),
  });
  await app.listen(0, '127.0.0.1');
  await app.getHttpAdapter().getInstance().ready();
  const { port } = app.getHttpServer().address() as { port: number };
  expectConnectionsTo(port);
  const url = `http://127.0.0.1:${port}`;
  return { url, app, logged, get: (path, call) => get(url, path, call), close: () => app.close() };
}

async function get(url: string, path: string, { key = KEY, headers = {} }: Call = {}): Promise<Response> {
  const response = await request(url)
    .get(path)
    .set({ ...(key === null ? {} : { 'x-api-key': key }), ...headers });
  const { status, text } = response;
  const contentType = response.headers['content-type'];
  const body: unknown = contentType?.includes('json') === true ? response.body : text;
  const fault = undocumentedPart({ method: 'GET', path, status, contentType, body });
  if (fault !== undefined) throw new Error(`not as openapi.json says: ${fault}\n${JSON.stringify(body)}`);
  return response;
}

function recordTo(logged: Record<string, unknown>[]): LoggerService {
  const record = (message: unknown): void => {
    logged.push(typeof message === 'object' && message !== null ? { ...message } : { message });
  };
  return { log: record, error: record, warn: record, debug: record, verbose: record, fatal: record };
}

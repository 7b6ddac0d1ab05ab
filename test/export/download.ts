import { once } from 'node:events';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

import { KEY } from '../support/service.js';

export interface Download {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Known at the end. */
  readonly trailers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** False when the connection was cut before the end. */
  readonly isWhole: boolean;
}

export interface DownloadOptions {
  /** The key of a client that sees everything, unless named. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer whose body has not been read yet. */
export async function beginDownload(
  url: string,
  { key = KEY, headers = {} }: DownloadOptions = {},
): Promise<IncomingMessage> {
  const call = get(url, { headers: { 'x-api-key': key, ...headers }, agent: false });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  // A cut is told by `complete`.
  response.on('error', () => undefined);
  return response;
}

/** Reads an answer to its end, whichever way it ends. */
export async function download(url: string, options?: DownloadOptions): Promise<Download> {
  const response = await beginDownload(url, options);
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => response.once('close', resolve));
  const { statusCode = 0, headers, trailers, complete } = response;
  return {
    status: statusCode,
    headers,
    trailers,
    text: Buffer.concat(chunks).toString('utf8'),
    isWhole: complete,
  };
}

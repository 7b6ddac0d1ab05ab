import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';

/** Longer than the service waits for the rest of a request. */
const MAX_WAIT_MS = 40_000;
const HEAD_END = '\r\n\r\n';

/** Everything that comes back for these bytes until the other side closes, or the first answer is whole; undefined when it takes for ever. */
export async function answersToBytes(port: number, bytes: string): Promise<string | undefined> {
  const socket = connect({ host: '127.0.0.1', port });
  const patience = new AbortController();
  let text = '';
  const whole = Promise.withResolvers<true>();
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (isWhole(text)) whole.resolve(true);
  });
  socket.on('error', () => undefined);
  socket.write(Buffer.from(bytes, 'latin1'));
  const ended = await Promise.race([
    once(socket, 'close').then(() => true),
    whole.promise,
    setTimeoutPromise(MAX_WAIT_MS, false, { signal: patience.signal }).catch(() => false),
  ]);
  patience.abort();
  socket.destroy();
  return ended ? text : undefined;
}

function isWhole(text: string): boolean {
  const end = text.indexOf(HEAD_END);
  const length = /^content-length: (\d+)\r?$/im.exec(text.slice(0, end + 2))?.[1];
  return end >= 0 && length !== undefined && text.length >= end + HEAD_END.length + Number(length);
}

/** What is wrong with what came back; undefined for answers below 400 and for refusals as they should be. */
export function faultIn(text: string | undefined, sent: string): string | undefined {
  if (text === undefined) return 'no answer in time';
  // A caller who sends HTTP/1.0 bytes after a body that nobody reads may be hung up on.
  if (text === '') return 'hung up without a word';
  const status = statusIn(text);
  if (status === undefined) return 'no HTTP';
  if (status >= 500) return `status ${status}`;
  if (status < 400 || sent.startsWith('HEAD ')) return undefined;
  return faultInProblem(text, status);
}

export function statusIn(text: string): number | undefined {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''))?.[1];
  return status === undefined ? undefined : Number(status);
}

function faultInProblem(text: string, status: number): string | undefined {
  const whole = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = whole.indexOf(HEAD_END);
  const head = whole.slice(0, end).toLowerCase();
  if (!head.includes('content-type: application/problem+json')) return `${status} is no problem document`;
  const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
  const body = Buffer.from(whole.slice(end + HEAD_END.length), 'latin1')
    .subarray(0, length)
    .toString('utf8');
  const problem = JSON.parse(body) as { status?: unknown; requestId?: unknown };
  if (problem.status !== status) return 'the document is of another status';
  if (
    typeof problem.requestId !== 'string' ||
    !head.includes(`x-request-id: ${problem.requestId.toLowerCase()}`)
  )
    return 'the document is of another request';
  return /\bat .*\.(js|ts):|node_modules/.test(body) ? 'a stack' : undefined;
}

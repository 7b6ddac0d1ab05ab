import { Agent, get, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

/** An answer, with the time from the question to its last byte. */
export interface TimedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly elapsedMs: number;
}

const LONGEST_WAIT_MS = 180_000;
const agent = new Agent({ keepAlive: true });

/** Asks over a connection that stays open. Rejects when none can be had, or no answer comes within three minutes. */
function timedGet(url: string, headers: OutgoingHttpHeaders = {}): Promise<TimedAnswer> {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
    const request = get(url, { agent, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode: status = 0, headers: received } = response;
        const elapsedMs = performance.now() - startMs;
        resolve({ status, headers: received, body: Buffer.concat(chunks), elapsedMs });
      });
    });
    request.once('error', reject);
  });
}

/** Asks, and throws unless the answer has the status that was expected: a refusal is fast, and measures nothing. */
export async function timedGetOf(
  url: string,
  headers: OutgoingHttpHeaders = {},
  wantedStatus = 200,
): Promise<TimedAnswer> {
  const answer = await timedGet(url, headers);
  if (answer.status !== wantedStatus)
    throw new Error(`answered ${answer.status}: ${answer.body.toString().slice(0, 500)}`);
  return answer;
}

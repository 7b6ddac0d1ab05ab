import { Agent, request } from 'node:http';

/** What a caller can read of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export interface Exchange {
  readonly method: string;
  /** A list is sent as so many fields. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Sends a request whose address nobody tidies up. Of a stream without end only the header is read. */
export async function exchange(
  base: string,
  path: string,
  { method, headers, body }: Exchange,
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const answer = Promise.withResolvers<Answer>();
  const sent = request({ agent, hostname, port, path, method, headers: { ...headers } }, (response) => {
    const { statusCode: status = 0 } = response;
    const chunks: Buffer[] = [];
    const finish = (): void =>
      answer.resolve({ status, headers: response.headers, text: Buffer.concat(chunks).toString() });
    response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', finish);
    response.on('error', answer.reject);
    if (!String(response.headers['content-type']).startsWith('text/event-stream')) return;
    finish();
    response.destroy();
  });
  sent.on('error', answer.reject).end(body);
  return await answer.promise;
}

/** Closes what is kept open. */
export function closeExchanges(): void {
  agent.destroy();
}

/** The caller's own address in a problem document, or in one that is a text within the answer of a tool. */
const INSTANCE = /\\?"instance\\?":\\?"[^"\\]*\\?"/;

/**
 * All that could tell two answers apart, as one text: every field and byte but what says when and in which turn
 * it was asked (date, what is left of the rate, durations) and `instance`.
 */
export function readableOf({ status, headers, text }: Answer): string {
  const { date: _date, ...fields } = headers;
  const shown = JSON.stringify(fields)
    .replaceAll(/\b(r|t)=\d+/g, '$1=')
    .replaceAll(/dur=[\d.]+/g, 'dur=');
  return `${status}\n${shown}\n${text.replace(INSTANCE, '')}`;
}

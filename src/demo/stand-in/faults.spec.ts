import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { expectConnectionsTo } from '../../../test/support/no-unexpected-connections.js';
import { answerWith, drip, hang, holdUntil, resetAfter } from './fault-responders.js';
import type { ReceivedRequest } from './received-requests.js';
import { startStandIn } from './stand-in.server.js';
import type { StandIn } from './stand-in.js';

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn({ port: 0, now: Date.now, seed: 'test', tenants: [] });
  expectConnectionsTo(standIn.port);
});

afterEach(() => standIn.close());

/** Without a fault this is a 401. */
function ask(query = ''): Promise<Response> {
  return fetch(`${standIn.url}/dynamicsbackup/jobs${query}`);
}

function isAboutA({ query }: ReceivedRequest): boolean {
  return query.get('organizationId') === 'a';
}

/** The start of the body, and whether it came to its end. */
async function readBody(response: Response): Promise<{ text: string; isWhole: boolean }> {
  let text = '';
  try {
    const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
    for await (const chunk of body ?? []) text += Buffer.from(chunk).toString();
    return { text, isWhole: true };
  } catch {
    return { text, isWhole: false };
  }
}

describe('Faults', () => {
  it('answers exactly what was planted, as often as was said, then as usual', async () => {
    const html = {
      status: 503,
      headers: { 'content-type': 'text/html', 'retry-after': '7' },
      body: '<html>',
    };
    standIn.faults.next({ match: 'get', respond: answerWith(html), times: 2 });
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 401]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
    expect(answers[0]?.headers.get('content-type')).toBe('text/html');
    expect(await answers[1]?.text()).toBe('<html>');
    expect(standIn.faults.size).toBe(0);
  });

  it('meets only the route and the requests it was planted for, in the order of planting', async () => {
    standIn.faults.next({ match: 'token', respond: answerWith({ status: 599 }) });
    standIn.faults.next({ match: 'get', when: isAboutA, respond: answerWith({ status: 500 }) });
    standIn.faults.next({ match: 'get', respond: answerWith({ status: 502 }) });
    const statuses = [await ask('?organizationId=b'), await ask('?organizationId=a'), await ask()];
    expect(statuses.map((answer) => answer.status)).toEqual([502, 500, 401]);
    expect(standIn.faults.size).toBe(1);
  });

  it('goes on for ever when told so, until a reset', async () => {
    standIn.faults.next({ match: 'get', respond: answerWith({ status: 500 }), times: Infinity });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(answers.every((answer) => answer.status === 500)).toBe(true);
    standIn.reset();
    expect((await ask()).status).toBe(401);
  });

  it('hangs until the caller gives up', async () => {
    standIn.faults.next({ match: 'get', respond: hang() });
    const outcome = fetch(`${standIn.url}/dynamicsbackup/jobs`, { signal: AbortSignal.timeout(200) });
    await expect(outcome).rejects.toThrow(/timeout/);
    expect(standIn.received).toHaveLength(1);
  });

  it('resets the connection before an answer', async () => {
    standIn.faults.next({ match: 'get', respond: resetAfter() });
    await expect(ask()).rejects.toThrow('fetch failed');
  });

  it('resets the connection in the middle of the body', async () => {
    standIn.faults.next({ match: 'get', respond: resetAfter('{"jobs":[') });
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(await readBody(answer)).toMatchObject({ isWhole: false });
  });

  it('drips a body that never ends', async () => {
    standIn.faults.next({ match: 'get', respond: drip(' ', 5) });
    const answer = await fetch(`${standIn.url}/dynamicsbackup/jobs`, { signal: AbortSignal.timeout(300) });
    const { text, isWhole } = await readBody(answer);
    expect(isWhole).toBe(false);
    expect(text.length).toBeGreaterThan(3);
  });

  it('holds a request until the gate opens, then answers as usual', async () => {
    const gate = Promise.withResolvers<void>();
    standIn.faults.next({ match: 'get', respond: holdUntil(gate.promise) });
    let isAnswered = false;
    const held = ask().then((answer) => {
      isAnswered = true;
      return answer.status;
    });
    expect((await ask()).status).toBe(401);
    expect(isAnswered).toBe(false);
    gate.resolve();
    expect(await held).toBe(401);
  });

  it('closes while requests hang', async () => {
    standIn.faults.next({ match: 'get', respond: hang() });
    const outcome = ask().catch((error: unknown) => error);
    await expect.poll(() => standIn.received.length).toBe(1);
    const other = await startStandIn({ port: 0, now: Date.now, seed: 'test', tenants: [] });
    await standIn.close();
    standIn = other;
    expect(await outcome).toBeInstanceOf(TypeError);
  });
});

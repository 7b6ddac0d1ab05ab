import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';

import { serveHttp } from '../test/tokens/local-server.js';
import { AnswerDraft } from './answer-draft.js';

/** What a caller gets of a server that answers by a draft. */
async function received(answer: (response: ServerResponse) => void, method = 'GET'): Promise<Response> {
  const { url } = await serveHttp((_request, response) => answer(response));
  return await fetch(url, { method });
}

/** The framework's reply, and what has been told to it. */
function reply() {
  const told: unknown[] = [];
  return {
    told,
    header: (name: string, value: string) => void told.push([name, value]),
    code: (status: number) => void told.push(status),
  };
}

describe('a draft that is sent', () => {
  it('has what stood before and what was written, the last under each name', async () => {
    const draft = new AnswerDraft(['cache-control', 'no-store', 'vary', 'X-Api-Key']);
    draft.header('cache-control', 'private').header('etag', 'W/"1"').header('etag', 'W/"2"');
    const { status, headers } = await received((response) => draft.send(response, 'page'));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private');
    expect(headers.get('vary')).toBe('X-Api-Key');
    expect(headers.get('etag')).toBe('W/"2"');
    expect(headers.get('content-length')).toBe('4');
  });

  it('sends each character as the byte of its number', async () => {
    const draft = new AnswerDraft([]);
    const answer = await received((response) => draft.send(response, '\u00c3\u00a4'));
    expect(await answer.text()).toBe('ä');
    expect(answer.headers.get('content-length')).toBe('2');
  });

  it('has neither a body nor its length where nothing has changed', async () => {
    const draft = new AnswerDraft([]).status(304);
    const answer = await received((response) => draft.send(response, undefined));
    expect([answer.status, answer.headers.get('content-length')]).toEqual([304, null]);
  });

  it('has the length without the body for who asks for the header alone', async () => {
    const draft = new AnswerDraft([]);
    const answer = await received((response) => draft.send(response, 'page'), 'HEAD');
    expect([await answer.text(), answer.headers.get('content-length')]).toEqual(['', '4']);
  });
});

describe('a draft that is handed over', () => {
  it('tells the reply what it has', () => {
    const draft = new AnswerDraft(['vary', 'X-Api-Key']).header('ratelimit', 'r=1');
    const { told, ...framework } = reply();
    draft.handOver(framework);
    expect(told).toEqual([
      ['vary', 'X-Api-Key'],
      ['ratelimit', 'r=1'],
    ]);
  });

  it('leaves the status to the framework unless one was said', () => {
    const [silent, said] = [reply(), reply()];
    new AnswerDraft([]).handOver(silent);
    new AnswerDraft([]).code(304).handOver(said);
    expect([silent.told, said.told]).toEqual([[], [304]]);
  });
});

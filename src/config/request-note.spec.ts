import { expect, it } from 'vitest';

import { RequestNote } from './request-note.js';

it('is of one request and of one part of the service', () => {
  const [mine, another] = [new RequestNote<string>('same name'), new RequestNote<number>('same name')];
  const [first, second] = [{}, {}];
  mine.write(first, 'let in');
  another.write(second, 2);
  expect([mine.of(first), mine.of(second), another.of(first), another.of(second)]).toEqual([
    'let in',
    undefined,
    undefined,
    2,
  ]);
});

it('says what was written last, and nothing once that is taken away', () => {
  const note = new RequestNote<number>('count');
  const request = {};
  note.write(request, 1);
  note.write(request, 2);
  expect(note.of(request)).toBe(2);
  note.remove(request);
  expect(note.of(request)).toBeUndefined();
});

it('is no part of what a request says of itself', () => {
  const request = { url: '/v1/jobs' };
  new RequestNote<string>('caller').write(request, 'reporting');
  expect(Object.keys(request)).toEqual(['url']);
  expect(JSON.stringify(request)).toBe('{"url":"/v1/jobs"}');
});

import { describe, expect, it } from 'vitest';

import { readMembers } from './read-members.js';

describe('the members of a JSON object', () => {
  it('are found in lower case, the first time and again', () => {
    for (const look of [1, 2, 3]) {
      expect(readMembers({ JobId: look })?.get('jobid')).toBe(look);
      expect(readMembers({ JOBID: look, Status: null })?.get('jobid')).toBe(look);
      expect(readMembers({ Status: look, JobId: null })?.get('status')).toBe(look);
    }
    expect(readMembers({ JobId: null })?.has('jobid')).toBe(true);
    expect(readMembers({ JobId: 1 })?.has('status')).toBe(false);
    expect(readMembers({ JobId: 1 })?.get('JobId')).toBeUndefined();
  });

  it.each([1, 50, 1_000])('are found however many names an upstream makes up, %i an object', (count) => {
    for (let object = 0; object < 20; object += 1) {
      const names = Array.from({ length: count }, (_, index) => `Made Up ${object} ${index}`);
      const members = readMembers(Object.fromEntries(names.map((name) => [name, name])));
      expect(names.map((name) => members?.get(name.toLowerCase()))).toEqual(names);
    }
    expect(readMembers({ ['N'.repeat(10_000)]: 1 })?.get('n'.repeat(10_000))).toBe(1);
  });

  it('are those of the object alone, whatever they are called', () => {
    const value: unknown = JSON.parse('{"__proto__":1,"constructor":2}');
    expect(readMembers(value)?.get('__proto__')).toBe(1);
    expect(readMembers(value)?.get('constructor')).toBe(2);
    expect(readMembers({})?.get('tostring')).toBeUndefined();
    expect(readMembers({})?.has('constructor')).toBe(false);
  });

  it('say what the first of two spellings says that says something', () => {
    expect(readMembers({ jobId: null, JobId: 'a', JOBID: 'b' })?.get('jobid')).toBe('a');
    expect(readMembers({ jobId: null, JobId: null })?.get('jobid')).toBeNull();
  });
});

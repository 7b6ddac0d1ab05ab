import { describe, expect, it } from 'vitest';

import { readMembers } from './read-members.js';

function namesOf(value: unknown): string[] {
  return [...(readMembers(value)?.keys() ?? [])];
}

describe('the members of a JSON object', () => {
  it('are found in lower case, the first time and again', () => {
    for (const look of [1, 2, 3]) expect(readMembers({ JobId: look })?.get('jobid')).toBe(look);
    expect(namesOf({ JOBID: 1, Status: 2 })).toEqual(['jobid', 'status']);
  });

  it('are found in lower case however many names an upstream makes up', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `Made Up ${index}`);
    const made = Object.fromEntries(names.map((name) => [name, name]));
    expect(namesOf(made)).toEqual(names.map((name) => name.toLowerCase()));
    expect(namesOf({ ['N'.repeat(10_000)]: 1 })).toEqual(['n'.repeat(10_000)]);
    expect(namesOf(made)).toEqual(names.map((name) => name.toLowerCase()));
  });

  it('are those of the object alone, whatever they are called', () => {
    const value: unknown = JSON.parse('{"__proto__":1,"constructor":2}');
    expect(readMembers(value)?.get('__proto__')).toBe(1);
    expect(readMembers(value)?.get('constructor')).toBe(2);
    expect(readMembers({})?.get('tostring')).toBeUndefined();
  });

  it('say what the first of two spellings says that says something', () => {
    expect(readMembers({ jobId: null, JobId: 'a', JOBID: 'b' })?.get('jobid')).toBe('a');
  });
});

import { describe, expect, it } from 'vitest';

import { failureKindOf, isRefusalOfOneCommand } from './failure-kind.js';
import { RedisTimeout } from './within-time.js';

/** An answer of the server, as the library throws it: with all that was sent. */
function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError', command: { args: ['canary-password'] } });
}

describe('the kind of a failure', () => {
  it.each([
    [refusal('OOM command not allowed when used memory > maxmemory.'), 'OOM', true],
    [refusal('WRONGTYPE Operation against a key holding the wrong kind of value'), 'WRONGTYPE', true],
    [refusal("ERR unknown command 'canary', with args"), 'ERR', true],
    [refusal('user_script:3: canary-key is odd'), 'ERR', true],
    [refusal("READONLY You can't write against a read only replica."), 'READONLY', false],
    [refusal('LOADING Redis is loading the dataset in memory'), 'LOADING', false],
    [refusal('NOAUTH Authentication required.'), 'NOAUTH', false],
    [refusal('WRONGPASS invalid username-password pair'), 'WRONGPASS', false],
    [
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:6379'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
      false,
    ],
    [new RedisTimeout('too late'), 'timeout', false],
    [new Error('Connection is closed.'), 'closed', false],
    ['canary-text', 'unknown', false],
  ])('of %s is %s', (error, kind, isOfOneCommand) => {
    expect(failureKindOf(error)).toBe(kind);
    expect(isRefusalOfOneCommand(error)).toBe(isOfOneCommand);
  });
});
